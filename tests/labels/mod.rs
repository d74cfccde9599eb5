//! What a careful reader takes from a plan beside what the compiler takes from it. Shared by `tests/unseen.rs` and
//! `tests/real.rs`.
//!
//! In: a compiled corpus, one of its plans, and its labels (`NAME.expected.json`, explained in
//! `tests/unseen/README.md`). Out: a [`Tally`], and each difference in words.

use plan_cascade::model::{Corpus, Plan, Target};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Counts over plans: what was wanted, and what was right.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub facts: (usize, usize),
    pub clauses: (usize, usize),
    pub units: (usize, usize),
    pub figures: (usize, usize),
    pub found: usize,
    pub fields: usize,
    pub without: (usize, usize),
    pub more: usize,
    /// Of `units`, clauses of which the reader or the program says who is responsible.
    pub named: (usize, usize),
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        let sum = |a: &mut (usize, usize), b: (usize, usize)| *a = (a.0 + b.0, a.1 + b.1);
        sum(&mut self.facts, other.facts);
        sum(&mut self.clauses, other.clauses);
        sum(&mut self.units, other.units);
        sum(&mut self.figures, other.figures);
        sum(&mut self.without, other.without);
        sum(&mut self.named, other.named);
        self.found += other.found;
        self.fields += other.fields;
        self.more += other.more;
    }

    pub fn line(self, name: &str) -> String {
        let of = |(right, wanted): (usize, usize)| format!("{right}/{wanted}");
        format!(
            "{name}: facts {}, clauses {}, units {}, figures {} of {} found, with comparator, kind and years {}, without a figure {} and {} more\n",
            of(self.facts),
            of(self.clauses),
            of(self.units),
            of(self.figures),
            self.found,
            self.fields,
            of(self.without),
            self.more
        )
    }
}

/// Labels write brackets and commas as they like.
fn wide(value: &Value) -> Value {
    match value {
        Value::String(text) => text.replace('(', "（").replace(')', "）").replace(',', "，").into(),
        Value::Array(items) => items.iter().map(wide).collect(),
        other => other.clone(),
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// Equal, numbers by their value.
fn same(a: &Value, b: &Value) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => wide(a) == wide(b),
    }
}

fn overrides<'a>(label: &'a Value, key: &str) -> Vec<&'a Value> {
    label.get(key).and_then(Value::as_array).into_iter().flatten().collect()
}

/// Whether `found` is what the label says or accepts under `key`.
fn right(label: &Value, accept: &[&Value], found: &Value, key: &str) -> bool {
    same(&label[key], &found[key]) || accept.iter().any(|o| o.get(key).is_some_and(|v| same(v, &found[key])))
}

/// Holds one plan of the corpus against its labels; differences are added to `wrong`.
pub fn measure(corpus: &Corpus, plan: &Plan, expected: &Value, wrong: &mut String) -> Tally {
    let name = &plan.source_file;
    let mut tally = Tally::default();
    let mut note = |what: String| writeln!(wrong, "    {name}: {what}").unwrap();

    let mut facts = serde_json::to_value(plan).unwrap();
    facts["status"].as_object_mut().unwrap().remove("raw");
    let accept = overrides(expected, "plan_accept");
    const FACTS: [&str; 20] = [
        "id",
        "title",
        "place",
        "place_code",
        "level",
        "parent_place",
        "document_number",
        "issuer",
        "index_number",
        "signed",
        "published",
        "valid_until",
        "status",
        "script",
        "issuers",
        "publisher",
        "effective",
        "repealed",
        "kind",
        "draft",
    ];
    for key in FACTS.into_iter().filter(|key| expected["plan"].get(key).is_some() && facts.get(key).is_some()) {
        tally.facts.1 += 1;
        if right(&expected["plan"], &accept, &facts, key) {
            tally.facts.0 += 1;
        } else {
            note(format!("{key}: {} for {}", facts[key], expected["plan"][key]));
        }
    }
    // Where the labels list only works with a number, others do not count.
    let cited = expected["plan"]["cites"].as_array();
    let numbers_only = expected.get("cites_without_number").is_some()
        || cited.is_some_and(|works| works.iter().all(|work| !work["document_number"].is_null()));
    let works = |plan: &Value| -> BTreeSet<String> {
        let cites = plan["cites"].as_array().cloned().unwrap_or_default();
        let cites = cites.iter().filter(|c| !numbers_only || !c["document_number"].is_null());
        let title = |c: &Value| if numbers_only { Value::Null } else { wide(&c["title"]) };
        cites.map(|c| format!("{} {}", title(c), c["document_number"])).collect()
    };
    tally.facts.1 += 1;
    tally.facts.0 += usize::from(works(&facts) == works(&expected["plan"]));

    let labels = expected["clauses"].as_array().unwrap();
    for label in labels {
        let path = label["path"].as_str().unwrap();
        tally.clauses.1 += 1;
        tally.units.1 += 1;
        let Some(clause) = corpus.clauses.iter().find(|c| c.plan == plan.id && c.path == path) else {
            note(format!("no clause {path}"));
            continue;
        };
        let clause = serde_json::to_value(clause).unwrap();
        let accept = overrides(label, "accept");
        let has = |keys: &[&str]| keys.iter().all(|k| label.get(k).is_none() || right(label, &accept, &clause, k));
        let (outlined, named) = (has(&["kind", "heading"]), has(&["units", "leads", "and_others", "units_applied"]));
        tally.clauses.0 += usize::from(outlined);
        tally.units.0 += usize::from(named);
        let says = |clause: &Value| clause["units"].as_array().is_some_and(|units| !units.is_empty());
        if says(label) || says(&clause) {
            tally.named.1 += 1;
            tally.named.0 += usize::from(named);
        }
        if !outlined || !named {
            note(format!("{path}: {} {} {}", clause["kind"], clause["heading"], clause["units"]));
        }
    }
    // A clause that no reader sees is as wrong as one that is missing.
    let own = corpus.clauses.iter().filter(|c| c.plan == plan.id);
    let extra = own.filter(|c| labels.iter().all(|l| l["path"] != c.path.as_str()));
    extra.for_each(|c| {
        tally.clauses.1 += 1;
        note(format!("clause {} besides", c.path));
    });
    let targets: Vec<&Target> = corpus.targets.iter().filter(|t| t.plan == plan.id).collect();
    measure_targets(&targets, expected, &mut tally, &mut note);
    tally
}

fn measure_targets(targets: &[&Target], expected: &Value, tally: &mut Tally, note: &mut dyn FnMut(String)) {
    let labels = expected["targets"].as_array().unwrap();
    // Labels that do not tell by what a year is told count those of the sentence alone.
    let by_paragraph = labels.iter().any(|label| label.get("year_by").is_some());
    let shown = |target: &&Target| {
        let mut target = serde_json::to_value(target).unwrap();
        if !by_paragraph && target["year_by"] == "paragraph" {
            (target["year_from"], target["year_to"]) = (Value::Null, Value::Null);
        }
        target
    };
    let found: Vec<Value> = targets.iter().filter(|t| t.clause.is_some()).map(shown).collect();
    let path = |id: &Value| id.as_str().and_then(|id| id.rsplit('/').next()).unwrap_or_default().to_owned();
    let mut used = BTreeSet::new();
    // What must be found is sought before what a careful reader may leave out.
    let (optional, core): (Vec<_>, Vec<_>) = labels.iter().partition(|label| label["optional"] == true);
    for label in core.into_iter().chain(optional) {
        let accept = overrides(label, "accept");
        let figure = !label["value"].is_null();
        // Neither finding nor missing what a careful reader may leave out counts.
        let optional = label["optional"] == true;
        let count = if figure { &mut tally.figures } else { &mut tally.without };
        count.1 += usize::from(!optional);
        let fits = |t: &Value| {
            let by = |o: &Value| {
                let wanted = |key: &str| o.get(key).unwrap_or(&label[key]).clone();
                let keys: &[&str] = if figure { &["value", "value_max", "unit"] } else { &["value"] };
                keys.iter().all(|key| same(&wanted(key), &t[*key]))
            };
            path(&t["clause"]) == path(&label["clause"]) && (by(&Value::Null) || accept.iter().any(|o| by(o)))
        };
        let metric = label["metric"].as_str().unwrap_or_default();
        let alike = |t: &Value| metric.chars().filter(|c| t["label"].as_str().unwrap().contains(*c)).count();
        let best = (0..found.len()).filter(|i| !used.contains(i) && fits(&found[*i])).max_by_key(|&i| {
            let t = &found[i];
            (same(&t["year_to"], &label["year_to"]), same(&t["kind"], &label["kind"]), alike(t))
        });
        let Some(i) = best else {
            if !optional {
                note(format!("{} is missing", label["quote"]));
            }
            continue;
        };
        used.insert(i);
        if optional {
            continue;
        }
        count.0 += 1;
        let fields = ["comparator", "kind", "year_from", "year_to"];
        let wrong: Vec<&str> = fields.into_iter().filter(|key| !right(label, &accept, &found[i], key)).collect();
        tally.fields += usize::from(figure && wrong.is_empty());
        if !wrong.is_empty() {
            note(format!("{}: {wrong:?}", label["quote"]));
        }
    }
    tally.found = tally.figures.0;
    for (i, target) in found.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        tally.found += usize::from(!target["value"].is_null());
        tally.more += usize::from(target["value"].is_null());
        note(format!("{} is no target ({i})", target["quote"]));
    }
}
