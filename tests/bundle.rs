//! Bytes of the app's data by kind, held as a snapshot: growth is a line in a diff. Kilobytes with one decimal:
//! a changed word is no line.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::{bundle, compile, site};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Raw bytes, and bytes as visitors fetch them.
#[derive(Clone, Copy, Default)]
struct Size(usize, usize);

fn size(bytes: &[u8]) -> Size {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &Default::default()).unwrap();
    Size(bytes.len(), packed.len())
}

fn sum(sizes: impl Iterator<Item = Size>) -> Size {
    sizes.fold(Size::default(), |a, b| Size(a.0 + b.0, a.1 + b.1))
}

#[test]
fn data_stays_small() {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let data = bundle::write(&compile::compile(&seeds).corpus).unwrap();
    let sizes: BTreeMap<&str, Size> = data.shards.iter().map(|(key, bytes)| (key.as_str(), size(bytes))).collect();

    let mut out = String::new();
    let mut line = |name: &str, files: usize, Size(raw, packed): Size| {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        let (raw, packed) = (kilobytes(raw), kilobytes(packed));
        writeln!(out, "{name:<56} {files:>3} files {raw:>7.1} kB {packed:>6.1} kB brotli").unwrap();
    };
    line("manifest", 1, size(&serde_json::to_vec(&data.manifest).unwrap()));
    for kind in bundle::key::KINDS {
        let of_kind: Vec<Size> =
            sizes.iter().filter(|(key, _)| key.split('/').next() == Some(kind.name)).map(|(_, size)| *size).collect();
        line(kind.name, of_kind.len(), sum(of_kind.iter().copied()));
    }
    for page in [
        "/",
        "/compare/migrant-children-public-school-rate/",
        "/topics/education/",
        "/chain/dehua-2025/2.3/",
        "/en/chain/dehua-2025/2.3/",
    ] {
        let keys = site::shards_of(page, &data).unwrap();
        line(&format!("shown on {page}"), keys.len(), sum(keys.iter().map(|key| sizes[key.as_str()])));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("bundle", out);
    });
}
