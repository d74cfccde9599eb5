//! Each indicator's comparison as files of their own: CSV, JSON, and the picture as SVG, under
//! `open-data/compare/`. They have plain addresses, so that they can be saved where blobs cannot.
//!
//! In: the app's data. Out: files in Simplified Chinese, every plan against its nearest superior. Invariant: the SVG
//! stands alone: title, picture, sources and dates inside, no style sheet, no font, no script.

mod picture;

use super::{SiteError, held, indicator, whole};
use crate::bundle::{IndicatorShard, Shards, key};
use crate::compile::export;
use crate::messages::{self, Messages};
use crate::model::verdict::{Reason, Verdict};
use crate::model::{Language, Plan};
use crate::query::cite::path_label;
use crate::query::compare::{Row, rows};
use crate::query::indicators::HEADLINES;
use crate::query::place;
use crate::query::record::{Record, records};
use crate::query::sentence::sentence;
use crate::query::words::figure;
use crate::web::pages::compare::kind_name;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// Name and contents.
type File = (String, Vec<u8>);

/// Names of the cells of the CSV.
const COLUMNS: [&str; 20] = [
    "地区",
    "层级",
    "规划",
    "文号",
    "成文日期",
    "目标",
    "比较符",
    "数值",
    "数值上限",
    "单位",
    "口径",
    "起始年",
    "截止年",
    "规划截止年",
    "范围",
    "原文",
    "条款",
    "对照规划",
    "与对照相比",
    "编号",
];

/// Names and contents of the files of the comparisons that the first page shows, and of all others; `version` is the
/// corpus's.
pub fn files(shards: &Shards, version: &str) -> Result<[Vec<File>; 2], SiteError> {
    let overview = whole(shards)?;
    let m = messages::of(Language::Hans);
    let of_indicator = |entry: &crate::bundle::IndicatorEntry| {
        let shard = indicator(shards, &entry.indicator.id)?;
        let rows = rows(&shard, &overview.plans);
        let name = |ending: &str| format!("open-data/compare/{}.{ending}", shard.indicator.id);
        let mut files = vec![(name("csv"), csv(m, &rows)?), (name("json"), json(m, &shard, &rows, version)?)];
        if let Some(picture) = picture::picture(m, &shard, &rows, version) {
            files.push((name("svg"), picture.into_bytes()));
        }
        Ok((HEADLINES.contains(&entry.indicator.id.as_str()), files))
    };
    let files: Result<Vec<(bool, Vec<File>)>, SiteError> = overview.indicators.par_iter().map(of_indicator).collect();
    let (headlines, others): (Vec<_>, Vec<_>) = files?.into_iter().partition(|(headline, _)| *headline);
    Ok([headlines, others].map(|files| files.into_iter().flat_map(|(_, files)| files).collect()))
}

/// Names and contents of the tables of places: every target of a place's plan against its nearest superior.
pub fn of_places(shards: &Shards) -> Result<Vec<File>, SiteError> {
    let overview = whole(shards)?;
    let m = messages::of(Language::Hans);
    let mut columns = ["指标"; 21];
    columns[1..].copy_from_slice(&COLUMNS);
    let of_place = |own: &&Plan| {
        let slug = place::slug(&own.id);
        let plans: Vec<Plan> = place::chain(&overview.plans, slug).into_iter().cloned().collect();
        let mut table: Vec<[String; 21]> = Vec::new();
        let own_shard = held(shards, &key::plan(&own.id))?;
        let set: BTreeSet<&str> = own_shard.targets.iter().map(|target| target.indicator.as_str()).collect();
        for entry in overview.indicators.iter().filter(|entry| set.contains(entry.indicator.id.as_str())) {
            let id = &entry.indicator.id;
            let parts = [None, key::area(own)].map(|area| shards.get(&key::indicator(id, area)));
            let Some(shard) = place::narrowed(&parts.into_iter().flatten().collect::<Vec<_>>(), &plans) else {
                continue;
            };
            let rows = rows(&shard, &plans);
            let records = records(&rows);
            let own = records.iter().filter(|record| record.plan.id == own.id);
            table.extend(own.map(|record| {
                let mut row = std::array::from_fn(|_| shard.indicator.name.hans.clone());
                row[1..].clone_from_slice(&cells(m, record, &rows));
                row
            }));
        }
        Ok((format!("open-data/place/{slug}.csv"), export::table(&columns, table.into_iter())?))
    };
    place::places(&overview.plans).par_iter().map(of_place).collect()
}

#[derive(Serialize)]
struct Comparison<'a> {
    indicator: &'a crate::model::Indicator,
    /// Version of the corpus.
    version: &'a str,
    sentence: String,
    commitments: Vec<Record<'a>>,
}

fn json(m: &Messages, shard: &IndicatorShard, rows: &[Row], version: &str) -> Result<Vec<u8>, SiteError> {
    let comparison =
        Comparison { indicator: &shard.indicator, version, sentence: sentence(m, rows), commitments: records(rows) };
    let mut bytes = serde_json::to_vec_pretty(&comparison)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn csv(m: &Messages, rows: &[Row]) -> Result<Vec<u8>, SiteError> {
    let records = records(rows);
    Ok(export::table(&COLUMNS, records.iter().map(|record| cells(m, record, rows)))?)
}

fn cells(m: &Messages, record: &Record, rows: &[Row]) -> [String; 20] {
    let (plan, t) = (record.plan, record.target);
    let text = |value: Option<String>| value.unwrap_or_default();
    let year = |year: Option<u16>| text(year.map(|year| year.to_string()));
    let of_plan = |id: &str| rows.iter().find(|row| row.plan.id == id).map(|row| row.plan.place.clone());
    let entry = rows.iter().flat_map(|row| &row.entries).find(|entry| entry.target.id == t.id);
    let compared = entry.and_then(|entry| entry.against).map(|against| {
        let older = if against.older { "；本文件早于对照规划" } else { "" };
        format!("{}{older}", verdict(m, against.verdict))
    });
    [
        plan.place.clone(),
        m.level_name(plan.level).to_owned(),
        plan.title.clone(),
        text(plan.document_number.clone()),
        text(plan.signed.map(|date| date.to_string())),
        text(figure(m, t).map(|figure| figure.replace('\u{a0}', " "))),
        t.comparator.sign().to_owned(),
        text(t.value.map(|value| value.to_string())),
        text(t.value_max.map(|value| value.to_string())),
        text(t.unit.clone()),
        kind_name(m, t.kind).to_owned(),
        year(t.year_from),
        year(t.year_to),
        year(record.horizon),
        t.scope.clone(),
        text(t.quote.clone()),
        match (&t.clause, &t.source) {
            (Some(clause), _) => path_label(m, clause.path()),
            (None, Some(source)) => text(source.chapter.clone()),
            (None, None) => String::new(),
        },
        text(record.against.as_ref().and_then(|base| of_plan(base.plan))),
        text(compared),
        t.id.clone(),
    ]
}

fn verdict(m: &Messages, verdict: Verdict) -> String {
    let words = m.compare.verdict(verdict);
    let why = |reason: Reason| crate::web::compare::table::reason_words(m, reason);
    match verdict {
        Verdict::Incomparable(reason) => [words, m.signs.colon, why(reason)].concat(),
        _ => words.to_owned(),
    }
}
