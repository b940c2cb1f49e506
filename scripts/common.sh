# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What the scripts beside this file share. Sourced with the checkout's root as the working directory.

NAMESPACE=$(sed -n 's/^namespace: *//p' galaxy.yml)
NAME=$(sed -n 's/^name: *//p' galaxy.yml)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/$NAMESPACE.$NAME
export PIP_DISABLE_PIP_VERSION_CHECK=1
# uv must never fetch an interpreter: the Pythons of the machine are the matrix.
export UV_PYTHON_DOWNLOADS=never
# As pip does, uv is to trust the certificates that this machine trusts.
export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# A name that is safe in a shebang line, in PATH and in a command line that ansible builds without quoting.
plain_path() { [[ $1 =~ ^[A-Za-z0-9._/@+-]+$ ]]; }

# real_python PYTHON VERSION: its own path, when it works, is of that version and can make environments.
# (A pyenv shim exists for every version and answers 127 for most; where it works, the Python behind it is named.)
real_python() {
  "$1" -c 'import sys, venv, ensurepip
if "%d.%d" % sys.version_info[:2] != sys.argv[1]: sys.exit(1)
print(sys.executable)' "$2" 2>/dev/null
}

# find_python VERSION...: the path of the first of them that this machine has.
find_python() {
  local version candidate
  for version in "$@"; do
    for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python3; do
      if real_python "$candidate" "$version"; then return; fi
    done
  done
  return 1
}

# digest STRING...: one line that changes when an argument, or the file of that name, changes.
digest() {
  local item
  for item in "$@"; do
    if [ -f "$item" ]; then cat -- "$item"; else printf '%s\n' "$item"; fi
  done | sha256sum | cut -d ' ' -f 1
}

# link_collection PYTHON: makes this checkout importable as the collection, whatever its folder is called.
link_collection() {
  local site
  site=$("$1" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/ansible_collections/$NAMESPACE
  mkdir -p "$site"
  ln -sfn "$PWD" "$site/$NAME"
}

# bundled_pip PYTHON ARGUMENT...: the pip that Python brings along. To install it first takes longer than all it is needed for,
# which is to install uv.
bundled_pip() {
  local python=$1 wheel folder status=0
  shift
  wheel=$("$python" -c 'import ensurepip, pathlib, sysconfig
folders = [sysconfig.get_config_var("WHEEL_PKG_DIR"), pathlib.Path(ensurepip.__file__).parent / "_bundled", "/usr/share/python-wheels"]
found = [wheel for folder in folders if folder for wheel in pathlib.Path(folder).glob("pip-*.whl")]
print(found[0] if found else "")')
  if [ -z "$wheel" ]; then
    "$python" -m ensurepip >/dev/null
    "$python" -m pip "$@"
    return
  fi
  folder=$(mktemp -d)
  "$python" -m zipfile -e "$wheel" "$folder"
  PYTHONPATH=$folder "$python" -m pip "$@" || status=$?
  rm -rf "$folder"
  return $status
}

# install_into PYTHON ARGUMENT...: uv for speed; pip when uv fails, as it knows the machine's own index and certificates.
install_into() {
  local python=$1
  shift
  if ! "$VENV/bin/uv" pip install -q --python "$python" "$@"; then
    echo "${0##*/}: uv could not install, trying pip" >&2
    bundled_pip "$VENV/bin/python" --python "$python" install -q "$@"
  fi
}

# Two runs at once (pytest's workers, two terminals) take turns.
lock() {
  mkdir -p "$CACHE"
  exec 9>"$CACHE/$1.lock"
  if command -v flock >/dev/null; then flock 9; fi
}
