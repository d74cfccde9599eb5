//! A comparison's picture as one SVG file: the ladder that the page draws, with its title above and sources below.
//!
//! The drawing is the page's own; what the style sheet says there is written on each element here, since a picture
//! that is saved has no style sheet.

use crate::bundle::IndicatorShard;
use crate::messages::Messages;
use crate::query::compare::Row;
use crate::query::sentence::sentence;
use crate::query::words::date;
use crate::site::shell::escape;
use crate::web::chart::ladder::{ladder, layout, text_width};
use crate::web::palette::{Theme, colour, filled};
use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::prelude::*;

const WIDTH: f64 = 1120.0;
const MARGIN: f64 = 40.0;
/// Rows of a picture; more are counted below it.
const ROWS: usize = 40;

const SONG: &str = "Songti SC, Noto Serif CJK SC, Noto Serif SC, STSong, SimSun, serif";
const HEI: &str = "PingFang SC, Noto Sans CJK SC, Noto Sans SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, sans-serif";

/// What each class of the drawing looks like, as attributes; colours by their names in `assets/style/tokens.css`.
const LOOK: [(&str, &str); 33] = [
    ("row", r#"fill="none""#),
    ("grid", r#"stroke="light(rule)""#),
    ("tick", r#"fill="light(ink-3)" font-size="13""#),
    ("step", r#"fill="none" stroke="light(rule-2)" stroke-dasharray="2 3""#),
    ("place", r#"fill="light(ink)" font-size="15" font-weight="700""#),
    ("value", r#"fill="light(ink)" font-size="17" font-weight="700" font-family="SONG""#),
    ("value faint", r#"fill="light(ink-3)" font-size="15" font-family="SONG""#),
    ("when", r#"fill="light(ink-2)" font-size="13" font-weight="400" font-family="HEI""#),
    ("band", r#"fill="light(main-tint)""#),
    ("ray", r#"fill="none" stroke="light(main)" stroke-width="2""#),
    ("edge", r#"fill="none" stroke="light(main)" stroke-width="1.5""#),
    ("hatch", r#"stroke="light(main-mid)" stroke-width="1.5""#),
    ("dot", r#"fill="light(main)""#),
    ("dot hollow", r#"fill="light(paper)" stroke="light(main)" stroke-width="2.5""#),
    ("relative", r#"stroke-dasharray="2 2""#),
    ("earlier", r#"opacity="0.62""#),
    ("seal-box box-nation", r#"fill="light(main)" stroke="light(main)""#),
    ("seal-box box-province", r#"fill="light(main-mid)" stroke="light(main-mid)""#),
    ("seal-box box-prefecture", r#"fill="light(main-tint)" stroke="light(main)""#),
    ("seal-box box-county", r#"fill="light(paper)" stroke="light(main)""#),
    ("seal-box box-nation box-missing", r#"fill="none" stroke="light(rule-2)" stroke-dasharray="3 2""#),
    ("seal-box box-province box-missing", r#"fill="none" stroke="light(rule-2)" stroke-dasharray="3 2""#),
    ("seal-box box-prefecture box-missing", r#"fill="none" stroke="light(rule-2)" stroke-dasharray="3 2""#),
    ("seal-box box-county box-missing", r#"fill="none" stroke="light(rule-2)" stroke-dasharray="3 2""#),
    ("seal-text on-nation", r#"fill="light(on-main)" font-size="14" font-weight="700" font-family="SONG""#),
    ("seal-text on-province", r#"fill="light(paper)" font-size="14" font-weight="700" font-family="SONG""#),
    ("seal-text on-prefecture", r#"fill="light(ink)" font-size="14" font-weight="700" font-family="SONG""#),
    ("seal-text on-county", r#"fill="light(ink)" font-size="14" font-weight="700" font-family="SONG""#),
    ("seal-text on-nation on-missing", r#"fill="light(ink-3)" font-size="14" font-weight="700" font-family="SONG""#),
    ("seal-text on-province on-missing", r#"fill="light(ink-3)" font-size="14" font-weight="700" font-family="SONG""#),
    (
        "seal-text on-prefecture on-missing",
        r#"fill="light(ink-3)" font-size="14" font-weight="700" font-family="SONG""#,
    ),
    ("seal-text on-county on-missing", r#"fill="light(ink-3)" font-size="14" font-weight="700" font-family="SONG""#),
    ("ladder", ""),
];

/// The picture; none where no plan sets a figure.
pub fn picture(m: &Messages, shard: &IndicatorShard, rows: &[Row], version: &str) -> Option<String> {
    let shown = &rows[..rows.len().min(ROWS)];
    let layout = layout(m, shown, WIDTH as u16)?;
    let name = &shard.indicator.name.hans;
    let drawing = sized(&standalone(&drawn(ladder(m, &layout, name, "", "picture"))?), layout.width, layout.height);
    let said = lines(&sentence(m, shown), 19.0);
    let mut text = String::new();
    let mut y = MARGIN + 34.0;
    let mut line = |words: &str, size: u32, look: &str, y: f64| {
        text += &format!(r#"<text x="{MARGIN}" y="{y}" font-size="{size}" {}>{}</text>"#, filled(look), escape(words));
    };
    let song = format!(r#"fill="light(ink-2)" font-family="{SONG}""#);
    let meta = r#"fill="light(ink-3)""#;
    line(name, 34, &format!(r#"fill="light(ink)" font-weight="700" font-family="{SONG}""#), y);
    y += 18.0;
    for words in &said {
        y += 30.0;
        line(words, 19, &song, y);
    }
    y += 28.0;
    let top = y;
    y += layout.height + 34.0;
    for words in lines(&sources(m, rows, version), 14.0) {
        line(&words, 14, meta, y);
        y += 22.0;
    }
    let (width, height) = (WIDTH + 2.0 * MARGIN, y + MARGIN - 14.0);
    Some(format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{hei}" lang="zh-Hans">"#,
            r#"<rect width="{w}" height="{h}" fill="{paper}"/>{text}<g transform="translate({m} {top})">{drawing}</g></svg>"#,
            "\n"
        ),
        w = width,
        paper = colour(Theme::Light, "paper"),
        h = height,
        hei = HEI,
        text = text,
        m = MARGIN,
        top = top,
        drawing = drawing,
    ))
}

/// Where the figures are from, and of which state of the corpus.
fn sources(m: &Messages, rows: &[Row], version: &str) -> String {
    let cited = rows.iter().filter(|row| !row.entries.is_empty()).map(|row| {
        let number = row.plan.document_number.as_deref().unwrap_or(&row.plan.title);
        let day = row.plan.signed.map(|day| m.signs.bracketed(date(m, day))).unwrap_or_default();
        format!("{} {number}{day}", row.plan.place)
    });
    let cited: Vec<String> = cited.collect();
    let more = rows.len().saturating_sub(ROWS);
    let left_out = if more > 0 { format!("另有{more}份规划未画出。") } else { String::new() };
    format!("来源：{}。{left_out}规划链（非官方网站），{}。", cited.join("；"), m.corpus_version(version))
}

/// Words in lines as wide as the picture; Chinese breaks anywhere but before a closing mark, after an opening one, and
/// within a number or a date.
fn lines(text: &str, size: f64) -> Vec<String> {
    let goes_on = |piece: &str, c: char| {
        let ends_in_digit = piece.ends_with(|c: char| c.is_ascii_digit());
        match c {
            '年' | '月' | '日' | '.' => ends_in_digit,
            _ if c.is_ascii_digit() => piece.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '.')),
            _ => false,
        }
    };
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if goes_on(piece, c) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    let mut lines = vec![String::new()];
    for piece in pieces {
        let closing = piece.starts_with(['，', '。', '；', '：', '、', '）', '”', '％', '%']);
        let opening = if piece.starts_with(['（', '“', '《']) { size } else { 0.0 };
        match lines.last_mut() {
            Some(line) if closing || text_width(line, size) + text_width(&piece, size) + opening <= WIDTH => {
                *line += &piece
            }
            _ => lines.push(piece),
        }
    }
    lines
}

#[derive(Clone, PartialEq, Properties)]
struct DrawnProps {
    drawing: Html,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    props.drawing.clone()
}

/// A drawing as markup.
fn drawn(drawing: Html) -> Option<String> {
    let runtime = Builder::new_current_thread().build().ok()?;
    let renderer = yew::LocalServerRenderer::<Drawn>::with_props(DrawnProps { drawing }).hydratable(false);
    Some(LocalSet::new().block_on(&runtime, renderer.render()))
}

/// Attributes in place of classes; links, which lead nowhere from a saved file, become groups.
fn standalone(drawing: &str) -> String {
    let mut out = String::with_capacity(drawing.len() * 2);
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once(" class=\"") {
        out += before;
        let Some((class, after)) = after.split_once('"') else { break };
        if let Some((_, look)) = LOOK.iter().find(|(known, _)| *known == class).filter(|(_, look)| !look.is_empty()) {
            out.push(' ');
            out += &filled(look).replace("SONG", SONG).replace("HEI", HEI);
        }
        rest = after;
    }
    out += rest;
    without_links(&out)
}

/// A drawing within another: without a size of its own it would take all there is.
fn sized(drawing: &str, width: f64, height: f64) -> String {
    drawing.replacen("<svg", &format!(r#"<svg width="{width}" height="{height}""#), 1)
}

fn without_links(drawing: &str) -> String {
    let mut out = String::with_capacity(drawing.len());
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once("<a") {
        out += before;
        let Some((attributes, after)) = after.split_once('>') else { break };
        let opacity = if attributes.contains("opacity") { r#" opacity="0.62""# } else { "" };
        out += &format!("<g{opacity}>");
        rest = after;
    }
    out += rest;
    out.replace("</a>", "</g>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_become_attributes_and_links_groups() {
        let drawing = r#"<svg class="ladder"><a class="earlier" href="plans/x/" aria-label="y"><line class="grid" x1="0"></line></a></svg>"#;
        let rule = colour(Theme::Light, "rule");
        let expected = format!(r#"<svg><g opacity="0.62"><line stroke="{rule}" x1="0"></line></g></svg>"#);
        assert_eq!(standalone(drawing), expected);
    }

    #[test]
    fn lines_fit_and_do_not_begin_with_a_mark() {
        let text = "福州市到2028年定为75.5%以上，要求高于福建省（73%以上）；".repeat(6);
        let lines = lines(&text, 19.0);
        assert!(lines.len() > 2 && lines.concat() == text);
        assert!(lines.iter().all(|line| text_width(line, 19.0) <= WIDTH + 40.0));
        assert!(lines.iter().all(|line| !line.starts_with(['，', '；', '%', '）']) && !line.ends_with('（')));
        assert!(lines.windows(2).all(|pair| !pair[0].ends_with(|c: char| c.is_ascii_digit())));
    }
}
