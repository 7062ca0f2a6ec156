//! Text of whatever encoding a Windows program wrote.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text without its byte-order mark. Without one, UTF-16 is known by its zero bytes, and what
/// is no UTF-8 is taken for the western code page that older programs write.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => guess(bytes),
    };
    encoding.decode_with_bom_removal(bytes).0
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    const LOOKED_AT: usize = 512;
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Every second byte of western text in UTF-16 is zero.
    let most = start.len() / 4;
    match std::str::from_utf8(bytes) {
        _ if odd > most && even <= odd / 8 => UTF_16LE,
        _ if even > most && odd <= even / 8 => UTF_16BE,
        Ok(_) => UTF_8,
        // A file that ends inside a letter is still what it was.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_windows_gives_the_same_text() {
        let text = "SiteCode;Größe\r\nPS1;1\r\n";
        let wide = |convert: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(convert).collect()
        };
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        let western: Vec<u8> =
            text.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
            little,
            big,
            western,
        ] {
            assert_eq!(decode(&bytes), text, "{bytes:?}");
        }
    }

    #[test]
    fn a_letter_cut_in_two_does_not_change_the_rest() {
        let text = "Größe";
        assert_eq!(decode(&text.as_bytes()[..3]), "Gr\u{fffd}");
    }
}
