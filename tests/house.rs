//! The rules of the house that `src/lib.rs` and `src/compile.rs` state: which module may use which, no files in a
//! circle, no IO in pure modules, every file says what it is.
//!
//! In: the sources, parsed. A file *uses* another where it names anything of it: in an import, an expression, a type or
//! within a macro. Two namings are no use, since a folder is the inside of the file of its name: `foo.rs` handing out
//! what lies in `foo/` with `pub use`, and a file in `foo/` taking from `foo.rs` what is declared there. What is taken
//! through a `pub use` is a use of the file that it leads to. Modules under `#[cfg(test)]` may use what they like.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

#[test]
fn modules_use_only_what_is_below_them() {
    let house = House::of_sources();
    let mut wrong = Vec::new();
    for within in [&[][..], &["compile".to_owned()]] {
        let arrows = arrows(&std::fs::read_to_string(root().join("src").join(head(within))).unwrap());
        let inside = |module: &Module| module.strip_prefix(within).and_then(|rest| rest.first()).cloned();
        let rooms: BTreeSet<String> = house.files.keys().filter_map(inside).collect();
        assert_eq!(rooms, arrows.keys().cloned().collect(), "the modules that `src/{}` lists", head(within));
        for (file, used) in house.uses() {
            let (Some(room), Some(other)) = (inside(&file), inside(&used)) else { continue };
            if room != other && !arrows[&room].contains(&other) {
                wrong.push(format!("{} must not use {}", name(&file), name(&used)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file in `src` whose head lists the modules that lie in a module.
fn head(module: &[String]) -> String {
    if module.is_empty() { "lib.rs".to_owned() } else { format!("{}.rs", module.join("/")) }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    assert_eq!(circle(&House::of_sources().uses()), Vec::<String>::new());
}

#[test]
fn pure_modules_do_no_io() {
    const FORBIDDEN: [&str; 14] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::time",
        "std::process",
        "std::io",
        "web_sys",
        "gloo",
        "js_sys",
        "yew",
        "print",
        "println",
        "eprint",
        "eprintln",
    ];
    for (module, file) in House::of_sources().files {
        let pure = ["order", "model", "text", "messages", "query"]
            .iter()
            .any(|pure| module.first().is_some_and(|m| m == pure));
        let does = |path: &String| FORBIDDEN.iter().any(|io| path == io || path.starts_with(&format!("{io}::")));
        assert_eq!(file.foreign.iter().find(|path| pure && does(path)), None, "{}", name(&module));
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    files(&root().join("tests"), &mut paths);
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
    }
}

#[test]
fn uses_are_seen_however_they_are_written() {
    let uses = |text: &str| {
        let files =
            [("a", "pub mod inner; pub use inner::Deep;"), ("a/inner", ""), ("b", ""), ("c/d", text), ("c", "mod d;")];
        let used = House::of_texts(files).uses();
        used.into_iter().filter(|(file, _)| name(file) == "c/d").map(|(_, used)| name(&used)).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("use crate::b::X;", &["b"][..]),
        ("use crate::{a::inner::Y, b as other};", &["a/inner", "b"]),
        ("use super::super::b::{self};", &["b"]),
        ("use crate::a::Deep;", &["a/inner"]),
        ("use crate::a::Own;", &["a"]),
        ("fn f() -> crate::b::X { crate::a::inner::g() }", &["a/inner", "b"]),
        ("fn f() { html! { <p>{ crate::b::g() }</p> } }", &["b"]),
        ("mod m { use super::super::super::b::X; }", &["b"]),
        ("#[cfg(test)] mod tests { use crate::b; }", &[]),
        ("#[cfg(test)] mod tests { } use crate::b;", &["b"]),
        ("use super::X;", &[]),
    ] {
        assert_eq!(uses(text), expected, "{text}");
    }
}

#[test]
fn circles_are_found() {
    let of = |files: &[(&str, &str)]| circle(&House::of_texts(files.iter().copied()).uses());
    assert_eq!(
        of(&[("a", "use crate::b::X;"), ("b", "use crate::c;"), ("c", "fn f() { crate::a::g() }")]),
        ["a", "b", "c", "a"]
    );
    assert_eq!(of(&[("a", "mod x; mod y; use x::X;"), ("a/x", "use super::y::Y;"), ("a/y", "use super::Z;")]), [""; 0]);
    assert_eq!(
        of(&[("a", "mod x; mod y; pub use x::X;"), ("a/x", "use super::y;"), ("a/y", "use super::X;")]),
        ["a/x", "a/y", "a/x"]
    );
}

/// A file by the names of its modules: `["web", "store"]`.
type Module = Vec<String>;

/// Our own source files, without what only tests see.
struct House {
    files: BTreeMap<Module, File>,
}

/// What one file names.
#[derive(Default)]
struct File {
    /// Paths from the root of the library.
    own: BTreeSet<Vec<String>>,
    /// Paths of other libraries, and names of macros.
    foreign: BTreeSet<String>,
    /// What it hands out under another place's name: the name, and the path from the root.
    exports: BTreeMap<String, Vec<String>>,
}

impl House {
    fn of_sources() -> Self {
        let source = root().join("src");
        let mut paths = Vec::new();
        files(&source, &mut paths);
        let file = |path: &PathBuf| {
            let module = path.strip_prefix(&source).unwrap().with_extension("");
            (module.to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
        };
        let all: Vec<(String, String)> = paths.iter().map(file).collect();
        let of_library = all.iter().filter(|(path, _)| path != "lib" && !path.starts_with("bin/"));
        Self::of_texts(of_library.map(|(path, text)| (path.as_str(), text.as_str())))
    }

    fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files = BTreeMap::new();
        let mut of_tests = Vec::new();
        for (path, text) in texts {
            let module: Module = path.split('/').map(str::to_owned).collect();
            let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let mut reader =
                Reader { module: module.clone(), children: Vec::new(), file: File::default(), of_tests: &mut of_tests };
            reader.visit_file(&syntax);
            let file = reader.file;
            files.insert(module, file);
        }
        files.retain(|module, _| !of_tests.iter().any(|tests| module.starts_with(tests)));
        Self { files }
    }

    /// Which file uses which.
    fn uses(&self) -> BTreeSet<(Module, Module)> {
        let of_file = |(module, file): (&Module, &File)| {
            let used: Vec<Module> = file.own.iter().filter_map(|path| self.file_of(path, 0)).collect();
            let is_use = |used: &Module| !module.starts_with(used);
            used.into_iter().filter(is_use).map(|used| (module.clone(), used)).collect::<Vec<_>>()
        };
        self.files.iter().flat_map(of_file).collect()
    }

    /// The file that declares what a path names.
    fn file_of(&self, path: &[String], turns: u8) -> Option<Module> {
        assert!(turns < 9, "{path:?} leads round in a circle of `pub use`");
        let mut file: Option<Module> = None;
        for end in 1..=path.len() {
            if self.files.contains_key(&path[..end]) {
                file = Some(path[..end].to_vec());
                continue;
            }
            let exported = file.as_ref().and_then(|file| self.files[file].exports.get(&path[end - 1]));
            return match exported {
                Some(to) => self.file_of(&[to, &path[end..]].concat(), turns + 1),
                None => file,
            };
        }
        file
    }
}

/// Walks through one file.
struct Reader<'a> {
    /// Where it is: the file, and the modules within it.
    module: Module,
    /// Modules that are declared where it is.
    children: Vec<String>,
    file: File,
    /// Modules of their own that only tests see.
    of_tests: &'a mut Vec<Module>,
}

impl Reader<'_> {
    /// Notes that a path is named here.
    fn name(&mut self, path: &[String]) {
        match self.absolute(path) {
            Some(path) => self.file.own.insert(path),
            None => self.file.foreign.insert(path.join("::")),
        };
    }

    /// The path from the root of the library; none where it leads elsewhere.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let first = path.first()?.as_str();
        if first == "crate" {
            return Some(path[1..].to_vec());
        }
        let ups = path.iter().take_while(|part| *part == "super").count();
        if ups > 0 || first == "self" {
            let base = self.module.len().checked_sub(ups).unwrap();
            return Some([&self.module[..base], &path[ups.max(1)..]].concat());
        }
        self.children.iter().any(|child| child == first).then(|| [&self.module, path].concat())
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.children = modules(&file.items);
        visit::visit_file(self, file);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let module = [self.module.clone(), vec![item.ident.to_string()]].concat();
        if item.attrs.iter().any(|attribute| matches!(&attribute.meta, syn::Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")) {
            self.of_tests.push(module);
        } else if let Some((_, items)) = &item.content {
            let outside = (std::mem::replace(&mut self.module, module), std::mem::replace(&mut self.children, modules(items)));
            visit::visit_item_mod(self, item);
            (self.module, self.children) = outside;
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut leaves = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut leaves);
        for (path, known_as) in leaves {
            let exported = match item.vis {
                syn::Visibility::Inherited => None,
                _ => self.absolute(&path),
            };
            match exported.filter(|exported| exported.starts_with(&self.module)) {
                Some(exported) => {
                    self.file.exports.insert(known_as, exported);
                }
                None => self.name(&path),
            }
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.name(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        // What a macro is given need not be Rust: its paths are found as words between `::`.
        let text = called.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for path in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            let names: Vec<String> = path.split("::").map(str::to_owned).collect();
            if names.len() > 1 && matches!(names[0].as_str(), "crate" | "super" | "self") {
                self.name(&names);
            }
        }
        visit::visit_macro(self, called);
    }
}

fn modules(items: &[syn::Item]) -> Vec<String> {
    let module = |item: &syn::Item| match item {
        syn::Item::Mod(item) => Some(item.ident.to_string()),
        _ => None,
    };
    items.iter().filter_map(module).collect()
}

/// Every path of an import, and the name by which it is known then.
fn flatten(tree: &syn::UseTree, before: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, String)>) {
    let mut leaf = |name: &syn::Ident, known_as: &syn::Ident| {
        let path = if name == "self" { before.clone() } else { [before.clone(), vec![name.to_string()]].concat() };
        leaves.push((path, known_as.to_string()));
    };
    match tree {
        syn::UseTree::Name(name) => leaf(&name.ident, &name.ident),
        syn::UseTree::Rename(name) => leaf(&name.ident, &name.rename),
        syn::UseTree::Glob(_) => leaves.push((before.clone(), "*".to_owned())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, leaves)),
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, leaves);
            before.pop();
        }
    }
}

/// Which modules each may use, as the list at the head of a file says behind its arrows.
fn arrows(text: &str) -> BTreeMap<String, Vec<String>> {
    let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let paragraphs: Vec<String> = lines.split(|line| line.is_empty()).map(<[&str]>::concat).collect();
    let list = paragraphs.iter().find(|paragraph| paragraph.starts_with(" - [`")).unwrap();
    let mut arrows = BTreeMap::new();
    let mut above: Vec<String> = Vec::new();
    for entry in list.split("- [`").skip(1) {
        let (name, rest) = entry.split_once("`]").unwrap();
        let (_, rest) = rest.split_once('→').unwrap_or_else(|| panic!("`{name}` has no arrow"));
        let named: Vec<String> = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let allowed = match rest.trim() {
            "nothing" => Vec::new(),
            words if words.starts_with("all") => {
                above.iter().filter(|module| !named.contains(module)).cloned().collect()
            }
            _ => named,
        };
        above.push(name.to_owned());
        arrows.insert(name.to_owned(), allowed);
    }
    let known = |module: &String| arrows.contains_key(module);
    assert!(arrows.values().flatten().all(known), "an arrow leads to no module: {arrows:?}");
    arrows
}

/// Files that use each other in a circle, the first once more at the end; none where there is no circle.
fn circle(uses: &BTreeSet<(Module, Module)>) -> Vec<String> {
    let mut left = uses.clone();
    // A file that uses nothing that is left is in no circle.
    loop {
        let using: BTreeSet<Module> = left.iter().map(|(file, _)| file.clone()).collect();
        let before = left.len();
        left.retain(|(_, used)| using.contains(used));
        if left.len() == before {
            break;
        }
    }
    let Some((first, _)) = left.first() else { return Vec::new() };
    let mut way = vec![first];
    loop {
        let (_, next) = left.iter().find(|(file, _)| Some(&file) == way.last()).unwrap();
        let met = way.iter().position(|file| *file == next);
        way.push(next);
        if let Some(start) = met {
            return way[start..].iter().map(|file| name(file)).collect();
        }
    }
}

fn name(module: &[String]) -> String {
    module.join("/")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let foreign = ["node_modules", "target", "corpus"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !foreign {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Colours stand in `tokens.css` alone; other files name them. The icon is a file that browsers take as it is.
#[test]
fn one_file_names_colours() {
    let mut paths = Vec::new();
    for folder in ["src", "assets"] {
        walk(&root().join(folder), &mut paths);
    }
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let tokens = root().join("assets/style/tokens.css");
    let (own, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| *path == tokens);
    assert!(own.iter().any(|path| names_a_colour(&text(path))));
    let others: Vec<PathBuf> = others.into_iter().filter(|path| names_a_colour(&text(path))).collect();
    assert_eq!(others, [root().join("assets/icon.svg")]);
}

/// `#` and three or six hexadecimal digits, as they stand behind a colon, a space or a quotation mark.
fn names_a_colour(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_alphanumeric).collect::<Vec<u8>>();
        let is_value = text[..at].ends_with([':', ' ', '"', '\'']);
        is_value && matches!(digits.len(), 3 | 6) && digits.iter().all(u8::is_ascii_hexdigit)
    })
}

/// Every file in a folder and in those within it.
fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, out) } else { out.push(path) }
    }
}

/// Whoever writes another table would forget what spreadsheets take for formulas.
#[test]
fn one_function_writes_csv() {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    paths.retain(|path| std::fs::read_to_string(path).unwrap().contains("csv::"));
    assert_eq!(paths, [root().join("src/compile/export.rs")]);
}
