//! Encrypted content, as Graph describes it in public: the key of the data by RSA-OAEP (SHA-1), the signature by HMAC-SHA256 over the data,
//! the data by AES-256 in CBC mode with PKCS#7 padding and the first 16 bytes of the key as its start.
//!
//! The signature is checked before anything is decrypted, so wrong padding tells nobody anything.

use aes::Aes256;
use base64::{Engine, prelude::BASE64_STANDARD};
use cbc::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7};
use hmac::{Hmac, KeyInit, Mac};
use rsa::{Oaep, PrivateKey, pkcs1::DecodeRsaPrivateKey, pkcs8::DecodePrivateKey};
use serde_core::de::DeserializeOwned;
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::EncryptedContent;
use crate::http::{Error, ErrorKind, Secret};

/// The private key of a subscription's certificate; wiped when dropped.
pub struct DecryptionKey(PrivateKey);

impl DecryptionKey {
    /// Reads a key in PEM form, PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    pub fn from_pem(pem: &Secret) -> Result<Self, Error> {
        let pem = pem.expose();
        let key = PrivateKey::from_pkcs8_pem(pem)
            .ok()
            .or_else(|| PrivateKey::from_pkcs1_pem(pem).ok());
        // What the reader says of a key it cannot read might show a part of it.
        key.map(Self)
            .ok_or_else(|| Error::new(ErrorKind::Request, "this is no RSA private key in PEM form"))
    }
}

impl std::fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DecryptionKey([redacted])")
    }
}

impl EncryptedContent {
    /// Checks the signature and reads the resource; the key must be that of [`EncryptedContent::certificate_id`].
    pub fn decrypt<T: DeserializeOwned>(&self, key: &DecryptionKey) -> Result<T, Error> {
        let json = self.decrypt_bytes(key)?;
        serde_json::from_slice(&json)
            .map_err(|it| failed(format!("the decrypted resource does not fit: {it}")))
    }

    /// Checks the signature and gives the resource's JSON.
    pub fn decrypt_bytes(&self, key: &DecryptionKey) -> Result<Vec<u8>, Error> {
        let data_key = decode("data key", &self.data_key)?;
        // Blinding keeps the time it takes from telling anything about the key.
        let random = &mut getrandom::SysRng;
        let data_key = key
            .0
            .decrypt_blinded(random, Oaep::<Sha1>::new(), &data_key)
            .map_err(|_| failed("the key does not open it"))?;
        let data_key = Zeroizing::new(data_key);
        let data = decode("data", &self.data)?;
        self.check(&data_key, &data)?;
        let start = data_key.get(..16).unwrap_or_default();
        let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&data_key, start);
        let cipher = cipher.map_err(|_| failed("its inner key has not 32 bytes"))?;
        cipher
            .decrypt_padded_vec::<Pkcs7>(&data)
            .map_err(|_| failed("its padding is wrong"))
    }

    fn check(&self, key: &[u8], data: &[u8]) -> Result<(), Error> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key)
            .map_err(|_| failed("its inner key is empty"))?;
        mac.update(data);
        let signature = decode("signature", &self.data_signature)?;
        mac.verify_slice(&signature)
            .map_err(|_| failed("its signature is wrong"))
    }
}

fn decode(what: &str, text: &str) -> Result<Vec<u8>, Error> {
    BASE64_STANDARD
        .decode(text)
        .map_err(|_| failed(format!("its {what} is no base64")))
}

fn failed(what: impl AsRef<str>) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!("the encrypted content cannot be read: {}", what.as_ref()),
    )
}
