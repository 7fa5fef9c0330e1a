//! Who gives tokens, against a loopback sign-in service.

use std::sync::{Arc, Mutex};

use msgraph_runtime::http::{
    Call, Client, Cloud, Error, ErrorKind, Method, Operation, Path, Request, TokenProvider,
    credentials::{ClientSecret, DeviceCode, ManagedIdentity},
};
use serde_json::{Value, json};

use crate::server::{Reply, Server, quick};

fn token(name: &str) -> Reply {
    Reply::json(
        200,
        json!({"token_type": "Bearer", "expires_in": 3600, "access_token": name, "refresh_token": "refresh"}),
    )
}

fn refused(code: &str) -> Reply {
    Reply::json(
        400,
        json!({"error": code, "error_description": "AADSTS: no"}),
    )
}

fn client(server: &Server, provider: impl TokenProvider + 'static) -> Client {
    server
        .builder()
        .credential(provider)
        .retry(quick(0))
        .build()
        .unwrap()
}

async fn get(client: &Client) -> Result<Value, Error> {
    let request = Request::new(Method::GET, Path::new("/me"), &Operation::UNDOCUMENTED);
    Call::<Value>::new(client, request).send().await
}

#[tokio::test]
async fn an_application_signs_in_with_its_secret() {
    let server = Server::replies([token("t"), Reply::ok()]).await;
    get(&client(
        &server,
        ClientSecret::new("contoso.com", "app", "s&=+"),
    ))
    .await
    .unwrap();
    let log = server.log();
    assert_eq!(log[0].target, "/contoso.com/oauth2/v2.0/token");
    let scope = format!(
        "http%3A%2F%2F127%2E0%2E0%2E1%3A{}%2F%2Edefault",
        server.url().rsplit(':').next().unwrap()
    );
    let form = format!(
        "grant_type=client_credentials&client_id=app&client_secret=s%26%3D%2B&scope={scope}"
    )
    .replace("client_credentials", "client%5Fcredentials");
    assert_eq!(std::str::from_utf8(&log[0].body).unwrap(), form);
    assert_eq!(log[1].header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn a_refused_sign_in_says_why_and_is_no_refused_call() {
    let server = Server::replies([Reply::json(
        401,
        json!({"error": "invalid_client", "error_description": "AADSTS7000215: wrong"}),
    )])
    .await;
    let error = get(&client(&server, ClientSecret::new("t", "app", "secret")))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (
            ErrorKind::Credential,
            Some("invalid_client"),
            "AADSTS7000215: wrong"
        )
    );
    assert!(!error.is_unauthorized() && server.seen() == 1);
}

#[tokio::test]
async fn a_sign_in_service_that_is_busy_is_asked_again_even_for_a_post() {
    let busy = Reply::status(503).with("retry-after", 0);
    let server = Server::replies([busy, Reply::Drop, token("t"), Reply::ok()]).await;
    let client = server
        .builder()
        .credential(ClientSecret::new("t", "app", "secret"))
        .retry(quick(3))
        .build()
        .unwrap();
    let post =
        Request::new(Method::POST, Path::new("/x"), &Operation::UNDOCUMENTED).json(&json!({}));
    Call::<Value>::new(&client, post).send().await.unwrap();
    assert_eq!(server.seen(), 4);
}

#[tokio::test]
async fn a_secret_is_never_sent_in_the_clear() {
    let server = Server::replies([token("t")]).await;
    let cloud = Cloud {
        authority: "http://login.example".into(),
        ..server.cloud()
    };
    let client = server
        .builder()
        .cloud(cloud)
        .credential(ClientSecret::new("t", "app", "secret"))
        .build()
        .unwrap();
    assert_eq!(
        get(&client).await.unwrap_err().kind(),
        ErrorKind::Credential
    );
}

#[tokio::test]
async fn a_person_signs_in_at_a_device_once() {
    let prompt = Reply::json(
        200,
        json!({"user_code": "ABC", "device_code": "dev", "verification_uri": "https://x", "interval": 0, "expires_in": 900, "message": "go"}),
    );
    let stale = Reply::json(
        200,
        json!({"expires_in": 0, "access_token": "old", "refresh_token": "refresh"}),
    );
    let server = Server::replies([
        prompt,
        refused("authorization_pending"),
        stale,
        Reply::ok(),
        token("new"),
        Reply::ok(),
    ])
    .await;
    let shown = Arc::new(Mutex::new(Vec::new()));
    let seen = shown.clone();
    let client = client(
        &server,
        DeviceCode::new("common", "app", move |it| {
            seen.lock().unwrap().push(it.user_code)
        }),
    );
    get(&client).await.unwrap();
    get(&client).await.unwrap();
    assert_eq!(*shown.lock().unwrap(), ["ABC"]);
    let log = server.log();
    assert!(
        std::str::from_utf8(&log[4].body)
            .unwrap()
            .contains("grant_type=refresh%5Ftoken")
    );
    assert_eq!(log[5].header("authorization"), Some("Bearer new"));
}

#[tokio::test]
async fn a_person_who_says_no_is_an_error() {
    let prompt = Reply::json(
        200,
        json!({"user_code": "ABC", "device_code": "dev", "interval": 0}),
    );
    let server = Server::replies([prompt, refused("authorization_declined")]).await;
    let error = get(&client(&server, DeviceCode::new("common", "app", |_| {})))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("authorization_declined"));
}

#[tokio::test]
async fn a_machine_asks_its_metadata_address() {
    let answer = Reply::json(
        200,
        json!({"access_token": "m", "expires_on": "32503680000"}),
    );
    let server = Server::replies([answer, Reply::ok()]).await;
    get(&client(
        &server,
        ManagedIdentity::metadata(format!("{}/imds", server.url())).client_id("id"),
    ))
    .await
    .unwrap();
    let log = server.log();
    assert!(
        log[0]
            .target
            .starts_with("/imds?api-version=2018-02-01&resource=http%3A%2F%2F127"),
        "{}",
        log[0].target
    );
    assert!(log[0].target.ends_with("&client_id=id") && !log[0].target.contains("default"));
    assert_eq!(
        (log[0].header("metadata"), log[1].header("authorization")),
        (Some("true"), Some("Bearer m"))
    );
}

#[tokio::test]
async fn a_machine_in_app_service_proves_itself() {
    let server = Server::replies([token("m"), Reply::ok()]).await;
    get(&client(
        &server,
        ManagedIdentity::app_service(format!("{}/msi", server.url()), "proof"),
    ))
    .await
    .unwrap();
    let log = server.log();
    assert!(
        log[0].target.starts_with("/msi?api-version=2019-08-01"),
        "{}",
        log[0].target
    );
    assert_eq!(log[0].header("x-identity-header"), Some("proof"));
}

#[cfg(feature = "certificate")]
mod certificate {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use msgraph_runtime::http::{Secret, credentials::ClientCertificate};
    use rsa::{
        PrivateKey, PublicKey,
        pkcs8::DecodePrivateKey,
        pss::{Signature, VerifyingKey},
        signature::Verifier,
    };
    use serde_json::Value;
    use sha2::Sha256;

    use super::{client, get, token};
    use crate::server::{Reply, Server};

    const KEY: &str = include_str!("fixtures/key.pem");
    const CERTIFICATE: &str = include_str!("fixtures/certificate.pem");

    fn json(part: &str) -> Value {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn an_application_signs_in_with_its_certificate() {
        let server = Server::replies([token("t"), Reply::ok()]).await;
        let credential =
            ClientCertificate::new("contoso.com", "app", CERTIFICATE, &Secret::from(KEY)).unwrap();
        get(&client(&server, credential)).await.unwrap();
        let log = server.log();
        let form: Vec<_> = url::form_urlencoded::parse(&log[0].body)
            .into_owned()
            .collect();
        let assertion = &form.iter().find(|it| it.0 == "client_assertion").unwrap().1;
        let parts: Vec<_> = assertion.split('.').collect();
        assert_eq!(json(parts[0])["alg"], "PS256");
        let claims = json(parts[1]);
        assert_eq!(
            (claims["iss"].as_str(), claims["sub"].as_str()),
            (Some("app"), Some("app"))
        );
        assert_eq!(
            claims["aud"],
            format!("{}/contoso.com/oauth2/v2.0/token", server.url())
        );
        let key =
            VerifyingKey::<Sha256>::new(PublicKey::from(&PrivateKey::from_pkcs8_pem(KEY).unwrap()));
        let signature = BASE64_URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        let signed = format!("{}.{}", parts[0], parts[1]);
        key.verify(
            signed.as_bytes(),
            &Signature::try_from(signature.as_slice()).unwrap(),
        )
        .unwrap();
        assert!(
            !log[0].body.windows(6).any(|it| it == b"BEGIN "),
            "the key stays here"
        );
    }

    #[test]
    fn what_is_no_certificate_or_key_is_an_error_that_does_not_show_it() {
        let new = |certificate, key| {
            ClientCertificate::new("t", "a", certificate, &Secret::from(key)).unwrap_err()
        };
        assert!(!format!("{:?}", new(CERTIFICATE, "hush")).contains("hush"));
        assert!(new("none", KEY).to_string().contains("certificate"));
    }
}

#[cfg(feature = "azure")]
mod azure {
    use std::{
        sync::Arc,
        time::{Duration, SystemTime},
    };

    use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
    use msgraph_runtime::http::{ErrorKind, credentials::AzureCredential};

    use super::{Reply, Server, client, get};

    /// A credential of the Azure SDK: a token, or the reason why there is none.
    #[derive(Debug)]
    struct Fixed(Result<&'static str, &'static str>);

    #[async_trait::async_trait]
    impl TokenCredential for Fixed {
        async fn get_token(
            &self,
            scopes: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AccessToken> {
            assert!(scopes[0].ends_with("/.default"), "{scopes:?}");
            let end = SystemTime::now() + Duration::from_secs(3600);
            let token = self.0.map(|it| AccessToken::new(it, end.into()));
            token.map_err(|it| {
                azure_core::Error::with_message(azure_core::error::ErrorKind::Credential, it)
            })
        }
    }

    #[tokio::test]
    async fn any_azure_core_credential_is_a_token_provider() {
        let server = Server::replies([Reply::ok()]).await;
        let credential = AzureCredential::new(Arc::new(Fixed(Ok("from azure"))));
        get(&client(&server, credential)).await.unwrap();
        assert_eq!(
            server.log()[0].header("authorization"),
            Some("Bearer from azure")
        );
    }

    #[tokio::test]
    async fn an_azure_credential_that_fails_is_an_error_with_its_reason() {
        let server = Server::replies([Reply::ok()]).await;
        let credential = AzureCredential::new(Arc::new(Fixed(Err("signed out"))));
        let error = get(&client(&server, credential)).await.unwrap_err();
        assert_eq!((error.kind(), server.seen()), (ErrorKind::Credential, 0));
        assert!(error.to_string().contains("signed out"), "{error}");
    }
}
