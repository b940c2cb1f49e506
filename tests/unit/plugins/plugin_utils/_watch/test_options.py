# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source's options as a rulebook hands them over: typed or as text, known or not, from the environment."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import Basic
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.options import WatchOptions

BASE = {"url": "https://live.example.com", "access_token": "t0p-s3cret"}


def read(environ: dict[str, str] | None = None, **args: Any) -> WatchOptions:
    return WatchOptions.read({**BASE, **args}, environ or {})


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ({"intervall": 5}, "unknown option of this event source: intervall (did you mean interval?)"),
        ({"hostnames": ["x"], "filters": []}, "unknown option of this event source: filters, hostnames"),
        ({"interval": 0}, "interval must be 1 or more"),
        ({"interval": "soon"}, "interval must be a number"),
        ({"interval": "inf"}, "interval must be 1 or more"),
        ({"interval": "nan"}, "interval must be 1 or more"),
        ({"max_interval": -1}, "max_interval must be 1 or more"),
        ({"trial_expiring_days": float("inf")}, "trial_expiring_days must be a whole number"),
        ({"trial_expiring_days": "nan"}, "trial_expiring_days must be a whole number"),
        ({"trial_expiring_days": 10**400}, "trial_expiring_days must be 0 or more"),
        ({"channel_id": "inf"}, "channel_id must be a whole number"),
        ({"timeout": "nan"}, "timeout must be more than 0, not nan"),
        ({"trial_expiring_days": "1.5"}, "trial_expiring_days must be a whole number"),
        ({"first_run": "loud"}, "first_run must be one of silent, full, not loud"),
        ({"watch": ["seats", "sats"]}, "watch: sats is not one of"),
        ({"watch": {"seats": 1}}, "watch must be a list"),
        ({"include": "all"}, "include: all is not one of services, customers"),
        ({"match_by": ["guid"]}, "match_by: guid is not one of"),
        ({"group_by": ["colour"]}, "group_by: colour is not one of"),
        ({"nested_groups": "source"}, "nested_groups: source is not one of license_family, ms_tenant"),
        ({"group_prefix": "9 x"}, "group_prefix must have at most 100 letters"),
        ({"group_prefix": "x" * 101}, "group_prefix must have at most 100 letters, digits and underscores"),
        ({"allow_empty": "perhaps"}, "allow_empty must be true or false"),
        ({"validate_certs": "flase"}, "validate_certs must be true or false"),
        ({"timeout": "long"}, "timeout must be a number"),
        ({"retries": "x"}, "retries must be a whole number"),
        ({"channel_id": "one"}, "channel_id must be a whole number"),
        ({"url": ""}, "url (environment: LIVE_PLATFORM_URL) is not set"),
        ({"url": "http://live.example.com"}, "url is not https"),
        ({"url": "https://user:pw@live.example.com"}, "url holds credentials"),
        ({"access_token": None}, "exactly one way to authenticate must be given"),
        ({"password": "pw"}, "exactly one way to authenticate must be given"),
    ],
)
def test_a_wrong_option_is_named_and_no_secret_shown(args: dict[str, Any], says: str) -> None:
    with pytest.raises(OptionError) as caught:
        read(**args)
    assert says in str(caught.value)
    assert "t0p-s3cret" not in str(caught.value)


def test_defaults() -> None:
    options = read()
    assert options.include == ["services", "customers"]
    assert list(options.view.watch) == ["license_type", "status", "seats", "trial_state"]
    assert (options.first_run, options.interval, options.max_interval) == ("silent", 300, 3600)
    assert (options.trial_expiring_days, options.allow_empty, options.view.group_prefix) == (30, False, "lp_")
    assert options.settings().verify is True


def test_text_of_a_rulebook_s_templates_is_read_as_what_it_says() -> None:
    options = read(
        interval="60", validate_certs="false", retries="0", watch="seats, status", timeout="2.5", channel_id="17"
    )
    settings = options.settings()
    assert (options.interval, list(options.view.watch)) == (60, ["seats", "status"])
    assert (settings.verify, settings.retries, settings.timeout, settings.channel_id) == (False, 0, 2.5, 17)
    assert read(allow_http="no").settings().base_url == "https://live.example.com/tenantui"


def test_the_environment_serves_and_a_blank_is_nothing() -> None:
    environ = {
        "LIVE_PLATFORM_URL": "https://other.example.com",
        "LIVE_PLATFORM_USERNAME": "me",
        "LIVE_PLATFORM_PASSWORD": "pw",
        "LIVE_PLATFORM_VALIDATE_CERTS": "",
        "LIVE_PLATFORM_TIMEOUT": " ",
    }
    settings = WatchOptions.read({"url": "", "api_prefix": "", "eda_feedback_queue": object()}, environ).settings()
    assert settings.base_url == "https://other.example.com"
    assert settings.credentials == Basic("me", "pw")
    assert (settings.verify, settings.timeout) == (True, 30)
    assert (
        WatchOptions.read(BASE, environ={"LIVE_PLATFORM_URL": "https://x.invalid"})
        .settings()
        .base_url.startswith("https://live.example.com")
    )


def test_the_longest_delay_is_never_shorter_than_the_interval() -> None:
    assert read(interval=7200).max_interval == 7200


def test_a_secret_is_not_in_the_options_text(tmp_path: Any) -> None:
    token = tmp_path / "token"
    token.write_text("first")
    options = WatchOptions.read({"url": BASE["url"], "access_token_file": str(token)}, {})
    token.write_text("second")
    assert options.settings().secrets == ("second",)
    assert "t0p-s3cret" not in repr(read())
