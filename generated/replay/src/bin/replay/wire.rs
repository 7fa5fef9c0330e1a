//! The same exchanges over a connection: a server on this machine that is a [`Mock`] behind a socket.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::{Response, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use msgraph_replay::Decode;
use msgraph_runtime::http::{
    Body, Builder, Bytes, Client, Cloud, Request, RetryPolicy, Transport, TransportBody,
    TransportRequest, Url,
    mock::{Exchange, Mock},
};
use msgraph_schema::Version;
use tokio::{net::TcpListener, runtime::Runtime};

use crate::report::{Class, Failure};

/// A server, and a client that speaks to it.
pub(crate) struct Wire<G> {
    runtime: Runtime,
    client: Client,
    graph: G,
    /// What the server is told now.
    mock: Arc<Mutex<Mock>>,
    version: Version,
}

/// A client of the real service, for requests that are not sent.
pub(crate) fn unsent<G: From<Client>>(version: Version) -> anyhow::Result<G> {
    Ok(Builder::<G>::default()
        .version(version.as_str())
        .transport(Mock::new())
        .build()?)
}

impl<G: From<Client>> Wire<G> {
    /// Starts the server.
    pub(crate) fn start(version: Version) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let mock = Arc::<Mutex<Mock>>::default();
        let listener = runtime
            .block_on(TcpListener::bind("127.0.0.1:0"))
            .context("listening on this machine")?;
        let address = format!("http://{}", listener.local_addr()?);
        runtime.spawn(serve(listener, Arc::clone(&mock)));
        let retry = RetryPolicy {
            max_retries: 0,
            ..RetryPolicy::default()
        };
        let builder = Client::builder()
            .cloud(Cloud::custom(&address, &address))
            .version(version.as_str())
            .retry(retry);
        let client = builder.build()?;
        Ok(Self {
            runtime,
            graph: G::from(client.clone()),
            client,
            mock,
            version,
        })
    }
}

impl<G> Wire<G> {
    /// The client that speaks to the server.
    pub(crate) fn graph(&self) -> &G {
        &self.graph
    }

    /// Sends a request to a server that expects it and answers with status and body. The value that the answer is read as must be the same as
    /// that of the body itself.
    pub(crate) fn exchange(
        &self,
        decode: Decode,
        request: Request,
        (status, body): (u16, &[u8]),
    ) -> Result<(), Failure> {
        let body = if status == 204 {
            Bytes::new()
        } else {
            Bytes::copy_from_slice(body)
        };
        let mock = Mock::new().exchange(self.expected(&request).answer(status, body.clone()));
        *self.mock.lock().unwrap_or_else(PoisonError::into_inner) = mock.clone();
        let answer = self.runtime.block_on(self.client.execute(request));
        mock.verify()
            .map_err(|it| Failure::new(Class::ArrivedDifferently, it.to_string()))?;
        let answer =
            answer.map_err(|it| Failure::new(Class::AnsweredDifferently, it.to_string()))?;
        if answer.status.as_u16() != status
            || !body.is_empty() && decode(&answer.body()) != decode(&body)
        {
            return Err(Failure::new(
                Class::AnsweredDifferently,
                format!("status {}", answer.status),
            ));
        }
        Ok(())
    }

    /// A request as it has to arrive.
    fn expected(&self, request: &Request) -> Exchange {
        let address = format!("/{}{}", self.version, request.path_and_query());
        let mut exchange = Exchange::new(request.method.clone(), &address);
        for (name, value) in &request.headers {
            exchange = exchange.header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        match &request.body {
            Body::Bytes(media_type, bytes) => exchange
                .header(
                    "content-type",
                    &String::from_utf8_lossy(media_type.as_bytes()),
                )
                .body(bytes.clone()),
            _ => exchange,
        }
    }
}

async fn serve(listener: TcpListener, mock: Arc<Mutex<Mock>>) {
    while let Ok((socket, _)) = listener.accept().await {
        let mock = Arc::clone(&mock);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let mock = mock.lock().unwrap_or_else(PoisonError::into_inner).clone();
                answer(request, mock)
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(socket), service);
            // The client closes the connection when it is done, and nothing is to be done about it.
            drop(connection.await);
        });
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    mock: Mock,
) -> anyhow::Result<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let request = TransportRequest {
        method: parts.method,
        url: Url::parse(&format!("http://localhost{}", parts.uri))?,
        headers: parts.headers,
        body: TransportBody::Bytes(body.collect().await?.to_bytes()),
        streamed: false,
    };
    let answer = mock.send(request).await?;
    let TransportBody::Bytes(body) = answer.body else {
        anyhow::bail!("a stream")
    };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}
