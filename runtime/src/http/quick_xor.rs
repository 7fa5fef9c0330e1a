//! The hash SharePoint and OneDrive give for files: each byte is xored into a ring of 160 bits that turns 11 bits per byte, and the length
//! is xored into its last 64 bits.

use base64::{Engine, prelude::BASE64_STANDARD};

/// The width of the ring in bits.
const WIDTH: usize = 160;

/// How far it turns per byte, in bits.
const SHIFT: usize = 11;

/// A quickXorHash being computed.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuickXor {
    ring: [u8; WIDTH / 8],
    at: usize,
    length: u64,
}

impl QuickXor {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let (cell, bit) = (self.at / 8, self.at % 8);
            let spread = u16::from(*byte) << bit;
            let [low, high] = spread.to_le_bytes();
            self.ring[cell] ^= low;
            self.ring[(cell + 1) % self.ring.len()] ^= high;
            self.at = (self.at + SHIFT) % WIDTH;
        }
        self.length += bytes.len() as u64;
    }

    /// The hash in base64, as an item's `quickXorHash` has it.
    pub(crate) fn finish(mut self) -> String {
        let tail = self.ring.len() - 8;
        for (cell, byte) in self.ring[tail..].iter_mut().zip(self.length.to_le_bytes()) {
            *cell ^= byte;
        }
        BASE64_STANDARD.encode(self.ring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition bit by bit, as slow as it is plain.
    fn plain(bytes: &[u8]) -> String {
        let mut bits = [false; WIDTH];
        for (at, byte) in bytes.iter().enumerate() {
            for bit in 0..8 {
                bits[(at * SHIFT + bit) % WIDTH] ^= byte >> bit & 1 == 1;
            }
        }
        for bit in 0..64 {
            bits[WIDTH - 64 + bit] ^= (bytes.len() as u64) >> bit & 1 == 1;
        }
        let cells: Vec<u8> = bits
            .chunks(8)
            .map(|it| {
                it.iter()
                    .rev()
                    .fold(0, |sum, bit| sum << 1 | u8::from(*bit))
            })
            .collect();
        BASE64_STANDARD.encode(cells)
    }

    #[test]
    fn the_hash_is_the_definition_whatever_the_pieces() {
        let bytes: Vec<u8> = (0..1000_u32).map(|it| (it * it % 251) as u8).collect();
        for length in [0, 1, 14, 15, 20, 159, 160, 161, 1000] {
            for piece in [1, 7, 1000] {
                let mut hash = QuickXor::default();
                bytes[..length].chunks(piece).for_each(|it| hash.update(it));
                assert_eq!(
                    hash.finish(),
                    plain(&bytes[..length]),
                    "{length} bytes in pieces of {piece}"
                );
            }
        }
    }
}
