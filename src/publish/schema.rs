//! What the fields of the open data's tables are, and the Frictionless Data Package that says so to programs.
//!
//! The meaning of a field is the data dictionary's, in three languages; here stands its type. Invariant: every field of
//! every table has one, held by `tests/dictionary.rs` against the data themselves.

use super::{File, PublishError};
use crate::messages;
use crate::model::Language;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// What a field holds, by the names of Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A year of the common era.
    Year,
    /// `true` or `false`.
    Boolean,
    /// A day: `2025-02-26`.
    Date,
    /// A JSON list; in CSV its parts joined by `;`.
    Array,
    /// A JSON object.
    Object,
}

impl Kind {
    /// Its name in Table Schema.
    pub fn id(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Year => "year",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a cell of CSV, where a list is a text.
    fn in_csv(self) -> Self {
        if self == Self::Array { Self::String } else { self }
    }
}

/// Fields of every table that hold no text.
const KINDS: [(&str, Kind); 58] = {
    use Kind::{Array, Boolean, Date, Integer, Number, Object, Year};
    [
        ("plans.issuers", Array),
        ("plans.signed", Date),
        ("plans.published", Date),
        ("plans.effective", Date),
        ("plans.valid_until", Date),
        ("plans.repealed", Date),
        ("plans.status", Object),
        ("plans.draft", Boolean),
        ("plans.abridged", Boolean),
        ("plans.text", Boolean),
        ("plans.cites", Array),
        ("plans.characters", Object),
        ("plans.checked", Array),
        ("clauses.topics", Array),
        ("clauses.units", Array),
        ("clauses.leads", Array),
        ("clauses.and_others", Boolean),
        ("clauses.units_applied", Array),
        ("clauses.cells", Array),
        ("clauses.deadline", Object),
        ("clauses.parts", Object),
        ("clauses.checked", Array),
        ("targets.value", Number),
        ("targets.value_max", Number),
        ("targets.year_from", Year),
        ("targets.year_to", Year),
        ("targets.qualitative", Boolean),
        ("targets.span", Array),
        ("targets.source", Object),
        ("targets.figure", Array),
        ("targets.years", Array),
        ("targets.baseline", Object),
        ("targets.checked", Object),
        ("links.score", Number),
        ("links.grade", Integer),
        ("links.earlier", Boolean),
        ("links.evidence", Array),
        ("links.checked", Object),
        ("siblings.score", Number),
        ("siblings.evidence", Array),
        ("changes.child_span", Array),
        ("changes.parent_span", Array),
        ("changes.share", Integer),
        ("revisions.links", Array),
        ("revisions.changes", Array),
        ("cascades.clauses", Integer),
        ("cascades.clear", Integer),
        ("cascades.partial", Integer),
        ("cascades.characters", Integer),
        ("cascades.copied", Integer),
        ("cascades.numbers_added", Integer),
        ("cascades.numbers_raised", Integer),
        ("cascades.numbers_lowered", Integer),
        ("topics.name", Object),
        ("indicators.name", Object),
        ("indicators.total", Boolean),
        ("remarks.span", Array),
        // In CSV a source is its title.
        ("targets.csv.source", Kind::String),
    ]
};

/// Fields that name a record of another table.
const REFERENCES: [(&str, &str); 12] = [
    ("plans.previous", "plans"),
    ("revisions.plan", "plans"),
    ("revisions.earlier", "plans"),
    ("clauses.plan", "plans"),
    ("clauses.parent", "clauses"),
    ("targets.plan", "plans"),
    ("targets.clause", "clauses"),
    ("targets.indicator", "indicators"),
    ("links.child", "clauses"),
    ("links.parent", "clauses"),
    ("indicators.topic", "topics"),
    ("remarks.plan", "plans"),
];

/// The fields of a file of the open data in their order, each with its type; `None` for what is no table of them.
pub fn kinds(file: &str) -> Option<Vec<(&'static str, Kind)>> {
    let (table, ending) = file.rsplit_once('.')?;
    let kind = |field: &str| {
        let exact = [&format!("{file}.{field}"), &format!("{table}.{field}")]
            .map(|name| KINDS.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind));
        let kind = exact.into_iter().flatten().next().unwrap_or(Kind::String);
        if ending == "csv" { kind.in_csv() } else { kind }
    };
    let names: Vec<&'static str> = match (ending, crate::compile::export::columns(file)) {
        ("csv", Some(columns)) => columns.to_vec(),
        ("jsonl", _) => {
            let fields = messages::guide(Language::Hans).map_or(&[][..], |guide| guide.fields);
            fields
                .iter()
                .filter_map(|(name, _)| name.split_once('.').filter(|(of, _)| *of == table))
                .map(|(_, f)| f)
                .collect()
        }
        _ => return None,
    };
    Some(names.into_iter().map(|name| (name, kind(name))).collect::<Vec<_>>()).filter(|fields| !fields.is_empty())
}

/// What a field means, in a language; empty where the dictionary has no such field.
fn meaning(language: Language, table: &str, field: &str) -> &'static str {
    let fields = messages::guide(language).map_or(&[][..], |guide| guide.fields);
    let found = fields.iter().find(|(name, _)| name.split_once('.') == Some((table, field)));
    found.map_or("", |(_, meaning)| meaning)
}

/// `datapackage.json` for these files of the open data.
///
/// # Errors
/// Serialisation cannot fail for these types; an error would be a fault of this program.
pub fn package(files: &[File]) -> Result<Vec<u8>, PublishError> {
    let m = messages::of(Language::Hans);
    let tables: Vec<&str> = files.iter().filter_map(|(name, _)| name.strip_suffix(".jsonl")).collect();
    let resource = |(name, bytes): &File| {
        let fields = kinds(name)?;
        let (table, ending) = name.rsplit_once('.')?;
        let jsonl = ending == "jsonl";
        let described: Vec<Value> = fields
            .iter()
            .map(|(field, kind)| {
                let [hans, hant, en] = Language::ALL.map(|language| meaning(language, table, field));
                let mut described = json!({
                    "name": field,
                    "type": kind.id(),
                    "description": hans,
                    "description:zh-Hant": hant,
                    "description:en": en,
                });
                if *field == "id" {
                    described["constraints"] = json!({ "required": true, "unique": true });
                }
                described
            })
            .collect();
        let has = |field: &str| fields.iter().any(|(name, _)| *name == field);
        let mut schema = Map::new();
        schema.insert("fields".to_owned(), described.into());
        schema.insert("missingValues".to_owned(), json!([""]));
        if has("id") {
            schema.insert("primaryKey".to_owned(), json!(["id"]));
        }
        let to_others = REFERENCES.iter().filter_map(|(from, to)| {
            let (of, field) = from.split_once('.')?;
            let resource = if of == *to { String::new() } else { format!("{to}-jsonl") };
            let known = of == table && has(field) && tables.contains(to);
            known.then(|| json!({ "fields": [field], "reference": { "resource": resource, "fields": ["id"] } }))
        });
        let references: Vec<Value> = to_others.collect();
        if !references.is_empty() {
            schema.insert("foreignKeys".to_owned(), references.into());
        }
        Some(json!({
            "name": format!("{table}-{ending}"),
            "path": name,
            "title": m.data.files.iter().find(|(file, _)| file == name).map_or("", |(_, text)| text),
            "format": ending,
            "mediatype": if jsonl { "application/jsonl" } else { "text/csv" },
            "encoding": "utf-8",
            "bytes": bytes.len(),
            "hash": format!("sha256:{}", hex(&Sha256::digest(bytes))),
            "schema": schema,
        }))
    };
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "plan-cascade",
        "title": m.site,
        "description": format!("{}{}", m.data.licence_text, m.data.unofficial_text),
        "keywords": ["government plans", "targets", "China", "open data"],
        "resources": files.iter().filter_map(resource).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The data dictionary as a document: every table with its fields, their types and meanings in three languages.
pub fn dictionary() -> String {
    let mut out = String::from(
        "# Data dictionary · 数据字典 · 資料字典\n\n\
         Every table of the open data (`export --out FOLDER`, or `open-data/` of a site), made from the schemas of \
         `src/publish/schema.rs` and the words of `assets/guide/`; `DICTIONARY=update cargo test --test dictionary` writes \
         it anew. Every field is always there in the JSON Lines files, null where nothing is known; spans count characters \
         of `text`, end exclusive. The same for programs: `datapackage.json`.\n",
    );
    let titles = |name: &str| {
        Language::ALL.map(|language| {
            let files = messages::of(language).data.files;
            files.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text)
        })
    };
    let names = messages::of(Language::Hans).data.files.iter().map(|(name, _)| *name);
    for name in names.filter(|name| name.ends_with(".jsonl")) {
        let table = name.trim_end_matches(".jsonl");
        out += &format!("\n## {table}\n\n{}\n\n", titles(name).join(" · "));
        out += "| field | type | zh-Hans | zh-Hant | en |\n| --- | --- | --- | --- | --- |\n";
        for (field, kind) in kinds(name).unwrap_or_default() {
            let cell = |language| meaning(language, table, field).replace('|', "\\|");
            let [hans, hant, en] = Language::ALL.map(cell);
            out += &format!("| `{field}` | {} | {hans} | {hant} | {en} |\n", kind.id());
        }
        let csv = format!("{table}.csv");
        if let Some(columns) = crate::compile::export::columns(&csv) {
            let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
            out += &format!("\nColumns of `{csv}`, lists joined by `;`: {}.\n", columns.join(", "));
        }
    }
    out
}
