//! Takes apart by page what the compiler made one program of.
//!
//! In: the compiled program with the linker's notes and the names of its functions. Out: a smaller program, and a pack
//! for each page of `web::pages` that the app runs on. What just the same pages use of the program makes one piece. A
//! page's pack holds all pieces that it needs, so that one request brings them and one digest proves them.
//!
//! ```text
//! PAGE.wasm    a WebAssembly module that is empty but for custom sections named `piece`:
//!              u32 little-endian: which piece; then the piece, a module that imports all from the program's exports
//! ```

use super::{PACKS, SiteError, section};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use wasm_encoder::{CustomSection, Module};
use wasm_split_cli_support::{Options, transform};
use wasmparser::Parser;

/// Name of the sections of a pack.
const PIECE: &str = "piece";

/// Splits the compiled `file` with the help of an empty folder: the smaller program's place there, and the packs.
pub fn split(file: &Path, folder: &Path) -> Result<(PathBuf, BTreeMap<String, Vec<u8>>), SiteError> {
    let read = |path: &Path| fs::read(path).map_err(SiteError::file("read", path));
    let (wasm, program) = (read(file)?, folder.join("program.wasm"));
    let mut options = Options::new(&wasm);
    (options.output_dir, options.main_out_path, options.link_name) = (folder, &program, PACKS);
    let split = transform(options).map_err(|error| SiteError::Split(error.to_string()))?;
    let names: BTreeSet<&String> = split.prefetch_map.values().flatten().collect();
    let mut pieces = BTreeMap::new();
    for (number, name) in (0_u32..).zip(names) {
        let module = bare(&read(&folder.join(format!("{name}.wasm")))?)?;
        pieces.insert(name, [&number.to_le_bytes(), module.as_slice()].concat());
    }
    let pack_of = |names: &[String]| pack(names.iter().filter_map(|name| pieces.get(name)).map(Vec::as_slice));
    Ok((program, split.prefetch_map.iter().map(|(page, names)| (page.clone(), pack_of(names))).collect()))
}

/// A module that holds others, each behind its number.
fn pack<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut pack = Module::new();
    for piece in pieces {
        pack.section(&CustomSection { name: PIECE.into(), data: piece.into() });
    }
    pack.finish()
}

/// A module without custom sections, as those of names and of relocations.
fn bare(module: &[u8]) -> Result<Vec<u8>, SiteError> {
    const CUSTOM: u8 = 0;
    let mut bare = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(|error| SiteError::Split(error.to_string()))?;
        let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != CUSTOM) else { continue };
        bare.section(&section(module, id, range));
    }
    Ok(bare.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::RawSection;
    use wasmparser::Payload;

    #[test]
    fn a_pack_holds_its_pieces_and_nothing_of_their_names() {
        let mut module = Module::new();
        module.section(&RawSection { id: 1, data: &[0] });
        let piece = module.clone().finish();
        module.section(&CustomSection { name: "name".into(), data: b"secret"[..].into() });
        assert_eq!(bare(&module.finish()).expect("a module"), piece);
        assert!(bare(b"<!doctype html>").is_err());

        let pieces = [&b"\x01\0\0\0one"[..], b"\x02\0\0\0two"];
        let pack = pack(pieces.into_iter());
        let sections = Parser::new(0).parse_all(&pack).filter_map(|payload| match payload {
            Ok(Payload::CustomSection(section)) => Some((section.name(), section.data())),
            _ => None,
        });
        assert_eq!(sections.collect::<Vec<_>>(), pieces.map(|piece| (PIECE, piece)));
    }
}
