# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses: every form that the vendor prints or a person pastes leads to the same requests, or to a clear refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import ClientCredentials
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

Make = Callable[..., Settings]

# an address that no option may hold, and what its refusal must say
REFUSED = [
    ("https://", "not a valid address"),
    ("https:///tenantui", "not a valid address"),
    ("ftp://live.example.com", "not a valid address"),
    ("file:///etc/passwd", "not a valid address"),
    ("https://live.example.com:99999", "not a valid address"),
    ("https://live.example.com:port", "not a valid address"),
    ("https://[::1", "not a valid address"),
    ("https://live.example.com\\@evil.example", "credentials"),
    ("https://live.example.com\\evil", "not a valid address"),
    ("https://live.exa mple.com", "not a valid address"),
    ("https://live.exa\nmple.com", "not a valid address"),
    ("https://live.example.com/a b", "not a valid address"),
    ("https://joe:hunter2@live.example.com", "credentials"),
    ("https://hunter2@live.example.com", "credentials"),
    ("https://:hunter2@live.example.com", "credentials"),
    ("joe:hunter2@live.example.com/tenantui", "credentials"),
    ("https://live.example.com/joe:hunter2@elsewhere", "credentials"),
    ("https:/joe:hunter2@live.example.com", "credentials"),
    ("https//joe:hunter2@live.example.com", "credentials"),
    ("https:joe:hunter2@live.example.com", "credentials"),
    ("https:///joe:hunter2@live.example.com", "credentials"),
    ("htps:/joe:hunter2@live.example.com", "credentials"),
    ("https:/live.example.com/hunter2", r"not a valid address: expected https://host\[:port\]\[/path\]$"),
    ("HTTPS:/live.example.com/hunter2", "not a valid address: expected https://"),
    ("https//live.example.com/hunter2", "not a valid address: expected https://"),
    ("http/live.example.com", "not a valid address: expected https://"),
    ("http:/127.0.0.1", "not a valid address: expected https://"),
    ("https:live.example.com", "not a valid address: expected https://"),
    ("https:", "not a valid address: expected https://"),
    ("https", "not a valid address: expected https://"),
    ("htps:/live.example.com", "not a valid address: expected https://"),
    ("//live.example.com", "not a valid address: expected https://"),
    ("://live.example.com", "not a valid address: expected https://"),
    ("https://live.example.com/?token=hunter2", "query or a fragment"),
    ("https://live.example.com/#hunter2", "query or a fragment"),
    ("http://live.example.com", "not https"),
    ("http://10.0.0.1", "not https"),
    ("http://0.0.0.0", "not https"),
    ("http://localhost.example.com", "not https"),
    ("http://notlocalhost", "not https"),
    ("http://[2001:db8::1]", "not https"),
]


@pytest.mark.parametrize("option", ["url", "authority"])
@pytest.mark.parametrize(("address", "message"), REFUSED)
def test_refused(
    make_settings: Make, client_credentials: dict[str, str], option: str, address: str, message: str
) -> None:
    """The message names the option and repeats no part of an address that may hold a secret."""
    with pytest.raises(OptionError, match=message) as caught:
        make_settings(**client_credentials, **{option: address})
    assert str(caught.value).startswith(f"{option} ")
    assert "live.example.com" not in str(caught.value)
    assert "hunter2" not in repr(caught.value) + str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("url", [None, "", "  "])
def test_url_must_be_given(make_settings: Make, url: str | None) -> None:
    """The message names the option and its environment variable."""
    with pytest.raises(OptionError, match=r"url \(environment: LIVE_PLATFORM_URL\) is not set"):
        make_settings(url=url)


@pytest.mark.parametrize("prefix", ["/joe:hunter2@a", "/a?b", "/a#b", "/a b", "/a\\b", "/..", "/a/../b", "./a"])
def test_prefix_that_is_no_path_is_refused(make_settings: Make, prefix: str) -> None:
    """Nothing but plain segments may come between the address and /api."""
    with pytest.raises(OptionError, match="api_prefix") as caught:
        make_settings(api_prefix=prefix)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://live.example.com",
        "https://live.example.com/",
        "https://live.example.com//",
        " https://live.example.com ",
        "live.example.com",
        "live.example.com/",
        "live.example.com/tenantui",
        "HTTPS://live.example.com/tenantui",
        "https://live.example.com/tenantui",
        "https://live.example.com/tenantui/",
        "https://live.example.com//tenantui//",
        "https://live.example.com/tenantui/api",
        "https://live.example.com/api/",
        "https://live.example.com/api/v3/customer",
        "https://live.example.com/tenantui/api/v3/customer/8f479a63-cf48-4f36-bbcd-65267a6f06cc",
        "https://live.example.com/tenantui/api/ovoc/v1/topology/services/",
        "https://live.example.com/tenantui/api/ovoc/v1/topology/services/42712",
        "https://live.example.com/tenantuiapi/ovoc/v1/topology/services/",
        "https://live.example.com/api/ovoc/v1/topology/services",
    ],
)
def test_forms_of_the_portal(make_settings: Make, url: str) -> None:
    """With and without scheme, slash, prefix and the path of a request: one base, the prefix in it once."""
    made = make_settings(url=url)
    assert (made.base_url, made.direct) == ("https://live.example.com/tenantui", False)


@pytest.mark.parametrize(
    ("url", "prefix", "base"),
    [
        ("https://live.example.com", "", "https://live.example.com"),
        ("https://live.example.com/", "/", "https://live.example.com"),
        ("https://live.example.com/api/v3/customer", "", "https://live.example.com"),
        ("https://live.example.com", "tenantui", "https://live.example.com/tenantui"),
        ("https://live.example.com", "/tenantui/", "https://live.example.com/tenantui"),
        ("https://live.example.com", " ", "https://live.example.com/tenantui"),
        ("https://live.example.com", None, "https://live.example.com/tenantui"),
        ("https://live.example.com", "/gate/portal", "https://live.example.com/gate/portal"),
        ("https://live.example.com/gate/portal/", "gate/portal", "https://live.example.com/gate/portal"),
        ("https://live.example.com/gate", "/tenantui", "https://live.example.com/gate/tenantui"),
        ("https://live.example.com/gate/tenantui", "/tenantui", "https://live.example.com/gate/tenantui"),
        ("https://live.example.com/tenantui", "", "https://live.example.com/tenantui"),
        ("https://live.example.com:8443", "/tenantui", "https://live.example.com:8443/tenantui"),
        ("live.example.com:8443/tenantui", "/tenantui", "https://live.example.com:8443/tenantui"),
        ("live.example.com:8443/x", "/tenantui", "https://live.example.com:8443/x/tenantui"),
        ("live:8443", "/tenantui", "https://live:8443/tenantui"),
        ("live/x", "/tenantui", "https://live/x/tenantui"),
        ("https-gate.example.com/x", "/tenantui", "https://https-gate.example.com/x/tenantui"),
        ("[2001:db8::1]:8443/x", "/tenantui", "https://[2001:db8::1]:8443/x/tenantui"),
        ("HTTPS://live.example.com", "/tenantui", "https://live.example.com/tenantui"),
        ("https://[2001:db8::1]:8443/", "/tenantui", "https://[2001:db8::1]:8443/tenantui"),
        ("https://192.0.2.7", "/tenantui", "https://192.0.2.7/tenantui"),
    ],
)
def test_prefix_port_and_ipv6(make_settings: Make, url: str, prefix: str | None, base: str) -> None:
    """A prefix is added once, an empty one adds nothing; ports and IPv6 addresses stay as they are."""
    made = make_settings(url=url, api_prefix=prefix)
    assert (made.base_url, made.direct) == (base, False)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://oc.example.com/ovoc", "https://oc.example.com"),
        ("https://oc.example.com/ovoc/", "https://oc.example.com"),
        ("https://oc.example.com/ovoc/v1", "https://oc.example.com"),
        ("oc.example.com/ovoc/v1/topology/services/", "https://oc.example.com"),
        ("https://gate.example.com/site1/ovoc/v1/", "https://gate.example.com/site1"),
        ("https://[2001:db8::1]/ovoc", "https://[2001:db8::1]"),
    ],
)
def test_operation_center_itself(make_settings: Make, url: str, base: str) -> None:
    """An address under /ovoc without /api before it is an Operation Center; the portal's prefix does not apply."""
    made = make_settings(url=url)
    assert (made.base_url, made.direct) == (base, True)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.9.8.7", "[::1]", "localhost:8080", "live.localhost", "[::1]:8080"]
)
def test_loopback_may_be_http(make_settings: Make, host: str) -> None:
    """Nothing leaves the machine there."""
    assert make_settings(url=f"http://{host}").base_url == f"http://{host}/tenantui"


def test_allow_http_is_for_every_host(make_settings: Make, client_credentials: dict[str, str]) -> None:
    """Whoever sets it accepts clear text, at the authority as well."""
    made = make_settings(
        url="http://live.example.com", authority="http://login.example.com", allow_http=True, **client_credentials
    )
    assert made.base_url == "http://live.example.com/tenantui"
    assert isinstance(made.credentials, ClientCredentials)
    assert made.credentials.token_url.startswith("http://login.example.com/")


@pytest.mark.parametrize(
    ("authority", "start"),
    [
        (None, "https://login.microsoftonline.com"),
        ("", "https://login.microsoftonline.com"),
        ("https://login.microsoftonline.us/", "https://login.microsoftonline.us"),
        ("login.microsoftonline.us", "https://login.microsoftonline.us"),
        ("https://gate.example.com//entra//", "https://gate.example.com/entra"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_token_address(
    make_settings: Make, client_credentials: dict[str, str], authority: str | None, start: str
) -> None:
    """{authority}/{tenant_id}/oauth2/v2.0/token, with exactly one slash between the parts."""
    made = make_settings(authority=authority, **client_credentials)
    assert isinstance(made.credentials, ClientCredentials)
    assert made.credentials.token_url == f"{start}/contoso.example/oauth2/v2.0/token"


@pytest.mark.parametrize("tenant_id", ["a/b", "../x", "a?b", "a#b", "a b", "a\nb", "a@b", "%2e"])
def test_tenant_id_cannot_change_the_token_address(
    make_settings: Make, client_credentials: dict[str, str], tenant_id: str
) -> None:
    """It is one segment of a path: the id or the domain of a tenant."""
    with pytest.raises(OptionError, match="tenant_id must be"):
        make_settings(**{**client_credentials, "tenant_id": tenant_id})
