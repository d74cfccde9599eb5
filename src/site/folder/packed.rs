//! The compressed forms that lie beside every text file, so that no server compresses anything: brotli for what
//! visitors use today, gzip for servers that have no brotli module (nginx's `gzip_static`, Apache).
//!
//! In: a file's name and bytes. Out: the forms' endings and bytes. Invariant: the same bytes give the same forms.

use std::io::Write;

/// Endings of the forms.
pub const BROTLI: &str = ".br";
pub const GZIP: &str = ".gz";

const TEXT: [&str; 12] =
    ["html", "js", "css", "json", "jsonl", "csv", "svg", "txt", "xml", "webmanifest", "wasm", "toml"];

/// Whether the file gets compressed forms.
pub fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}

/// Whether the file is such a form.
pub fn is_form(path: &str) -> bool {
    [BROTLI, GZIP].iter().any(|ending| path.ends_with(ending))
}

/// Both forms, in the order of their endings above; `quality` is brotli's, 0–11.
pub fn forms(bytes: &[u8], quality: i32) -> std::io::Result<[Vec<u8>; 2]> {
    Ok([brotli(bytes, quality)?, gzip(bytes)?])
}

/// With brotli; `quality` from 0 to 11.
fn brotli(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        lgwin: window(bytes.len()),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

/// Bits of the smallest window that holds a file: the encoder's tables are as large as the window, and filling those of
/// the largest for a small page takes longer than to compress it.
fn window(length: usize) -> i32 {
    const SPARE: usize = 16;
    (10..22).find(|bits| (1 << bits) - SPARE >= length).unwrap_or(22)
}

/// With gzip, as small as it gets; the header has no name and no time.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn forms_unpack_to_the_file() {
        let text = "城镇化率达到79.8%。".repeat(200).into_bytes();
        let (mut from_gzip, mut from_brotli) = (Vec::new(), Vec::new());
        let packed = gzip(&text).expect("packed");
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut from_gzip).expect("gzip");
        assert_eq!(packed[4..8], [0; 4], "no time, so that every build gives the same bytes");
        let packed = brotli(&text, 5).expect("packed");
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut from_brotli).expect("brotli");
        assert!(from_gzip == text && from_brotli == text);
    }

    #[test]
    fn a_window_holds_the_file_and_no_more_than_it_must() {
        for (length, bits) in [(0, 10), (1_008, 10), (1_009, 11), (50_000, 16), (4 << 20, 22), (usize::MAX, 22)] {
            assert_eq!(window(length), bits, "{length}");
        }
        // What lies as far apart as a window reaches is still found.
        let noise = |seed: u32| -> Vec<u8> {
            (0..30_000_u32)
                .scan(seed, |x, _| {
                    *x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    Some((*x >> 24) as u8)
                })
                .collect()
        };
        let (once, other) = (noise(1), noise(2));
        let packed = brotli(&[once.clone(), other, once].concat(), 9).expect("packed");
        assert!(packed.len() < 62_000, "{}", packed.len());
    }
}
