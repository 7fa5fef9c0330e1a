//! The national clouds as data, and the one question that guards the token: may it go to this address?

use std::borrow::Cow;

use url::{Host, Url};

/// One cloud of Microsoft Graph: where it answers, who signs people in, and which hosts may see a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// Scheme and host of Graph, without a trailing slash: `https://graph.microsoft.com`.
    pub endpoint: Cow<'static, str>,
    /// Scheme and host of the sign-in service, without a trailing slash.
    pub authority: Cow<'static, str>,
    /// The hosts that may be sent a token over TLS on port 443, in lower case.
    pub hosts: Cow<'static, [Cow<'static, str>]>,
}

impl Cloud {
    /// The global service.
    pub const GLOBAL: Self = Self {
        endpoint: Cow::Borrowed("https://graph.microsoft.com"),
        authority: Cow::Borrowed("https://login.microsoftonline.com"),
        hosts: Cow::Borrowed(&[Cow::Borrowed("graph.microsoft.com")]),
    };

    /// US Government L4.
    pub const US_GOV_L4: Self = Self {
        endpoint: Cow::Borrowed("https://graph.microsoft.us"),
        authority: Cow::Borrowed("https://login.microsoftonline.us"),
        hosts: Cow::Borrowed(&[Cow::Borrowed("graph.microsoft.us")]),
    };

    /// US Government L5 (DoD).
    pub const US_GOV_L5: Self = Self {
        endpoint: Cow::Borrowed("https://dod-graph.microsoft.us"),
        authority: Cow::Borrowed("https://login.microsoftonline.us"),
        hosts: Cow::Borrowed(&[Cow::Borrowed("dod-graph.microsoft.us")]),
    };

    /// China, operated by 21Vianet.
    pub const CHINA: Self = Self {
        endpoint: Cow::Borrowed("https://microsoftgraph.chinacloudapi.cn"),
        authority: Cow::Borrowed("https://login.chinacloudapi.cn"),
        hosts: Cow::Borrowed(&[Cow::Borrowed("microsoftgraph.chinacloudapi.cn")]),
    };

    /// A service of one's own: a proxy, or a loopback server in tests.
    ///
    /// The token goes to exactly this scheme, host and port, and over plain `http` only if the host is loopback.
    pub fn custom(endpoint: impl Into<String>, authority: impl Into<String>) -> Self {
        let trim = |text: String| Cow::Owned(text.trim_end_matches('/').to_owned());
        Self {
            endpoint: trim(endpoint.into()),
            authority: trim(authority.into()),
            hosts: Cow::Borrowed(&[]),
        }
    }

    /// The scope that asks for every permission the application was granted.
    pub fn default_scope(&self) -> String {
        format!("{}/.default", self.endpoint)
    }

    /// Whether a token of this cloud may be sent to `url`.
    pub fn allows(&self, url: &Url) -> bool {
        let listed = || {
            url.scheme() == "https"
                && url.port().is_none()
                && url
                    .host_str()
                    .is_some_and(|host| self.hosts.iter().any(|it| it == host))
        };
        (self.is_own_origin(url) && is_private_enough(url)) || listed()
    }

    fn is_own_origin(&self, url: &Url) -> bool {
        // The usual case without parsing; whatever is written differently is compared as an origin.
        let own = self.endpoint.as_ref();
        &url[..url::Position::BeforePath] == own || same_origin(own, url)
    }
}

/// Whether `url` is encrypted, or never leaves this machine.
pub(crate) fn is_private_enough(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_loopback(url),
        _ => false,
    }
}

/// Whether the host is this machine by its literal name or address.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn same_origin(endpoint: &str, url: &Url) -> bool {
    Url::parse(endpoint).is_ok_and(|it| it.origin() == url.origin())
}
