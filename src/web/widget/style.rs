//! How a widget looks, on a page of its own and, by `builder.js`, inside a host's page.
//!
//! Invariant: each rule of the block begins with its id and names nothing outside; in a host's page each
//! declaration becomes important and the id stands twice, so a host's rules for `*`, `table`, `svg` or `a` change
//! nothing, and none of ours reaches out of the block.

use super::BLOCK;
use crate::web::palette::{Theme, colour};

const DARK_DEVICE: &str = "@media (prefers-color-scheme:dark)";

/// The block's names for colours, each with its name in the site's style sheet: ink, second ink, paper, rule, main,
/// its ground and the words on it, middle ground and words, tint, red, its tint.
const COLOURS: [(&str, &str); 12] = [
    ("i", "ink"),
    ("j", "ink-2"),
    ("p", "paper"),
    ("r", "rule"),
    ("m", "main"),
    ("f", "main"),
    ("o", "on-main"),
    ("g", "main-mid"),
    ("h", "on-main"),
    ("t", "main-tint"),
    ("e", "red"),
    ("k", "red-tint"),
];
/// The colours of the page around it: its ink, and no ground.
const HOST: &str = "--i:currentColor;--j:currentColor;--p:transparent;--r:currentColor;--m:currentColor;--f:transparent;--o:currentColor;--g:transparent;--h:currentColor;--t:transparent;--e:currentColor;--k:transparent";

fn colours(theme: Theme) -> String {
    COLOURS.map(|(name, token)| ["--", name, ":", colour(theme, token)].concat()).join(";")
}

/// The two families: Hei for reading, Song for names, figures and quotations.
const FONTS: &str =
    "--x:'PingFang SC','Microsoft YaHei',sans-serif;--s:'Songti SC','Noto Serif CJK SC',STSong,SimSun,serif";

/// A rule a line; `&` is the block.
const RULES: &str = "\
&{all:revert;display:block;box-sizing:border-box;width:auto;max-width:60em;margin:0;padding:min(16px,4%);border:1px solid var(--r);background:var(--p);color:var(--i);font:16px/1.7 var(--x);letter-spacing:normal;word-spacing:normal;text-align:start;text-indent:0;text-transform:none;white-space:normal;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
& :is(p,ul,li,dl,dt,dd,div,table,thead,tbody,tr,th,td,a,b,span,mark,strong){all:revert;box-sizing:border-box}
& ::before{content:none}
& ::after{content:none}
& :is(p,ul,dl,dt,dd){margin:0;padding:0;list-style:none}
& a{color:var(--m);text-decoration:underline}
& .name{font-size:1.1em;border-bottom:1px solid currentColor;padding-bottom:4px}
& .name strong{font-family:var(--s)}
& .meta{color:var(--j);font-size:.82em}
& p.said{margin:8px 0}
& .two{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:flex-start}
& .two>*{flex:1 1 15em;min-width:0;width:auto;max-width:100%}
& svg{all:revert;display:block;width:100%;max-width:24em;height:auto;overflow:visible;font:15px/1 var(--x);text-anchor:middle}
& svg *{display:inline;opacity:1;visibility:visible;animation:none;filter:none;text-anchor:inherit;fill:none;stroke:none;stroke-width:1px;letter-spacing:0;font:inherit}
& svg text{fill:var(--i)}
& .tick{fill:var(--j);font-size:13px}
& .place{font-weight:700;text-anchor:start}
& .value{font:700 17px/1 var(--s);paint-order:stroke;stroke:var(--p);stroke-width:5px}
& .faint{fill:var(--j);font-size:15px;font-weight:400;text-anchor:start}
& svg tspan{fill:inherit;stroke:inherit;stroke-width:inherit}
& .when{fill:var(--j);font:13px/1 var(--x)}
& .earlier{opacity:.6}
& .grid{stroke:var(--r)}
& .step{stroke:var(--j);stroke-dasharray:2 3}
& .ray{stroke:var(--m);stroke-width:2px}
& .edge{stroke:var(--m);stroke-width:2px}
& .relative .edge{stroke-dasharray:2 2}
& .hatch{stroke:var(--m)}
& .hatched{fill:url(&-hatch)}
& .band{fill:var(--t)}
& .dot{fill:var(--m)}
& .hollow{fill:var(--p);stroke:var(--m);stroke-width:2.5px}
& .seal-box{stroke:var(--m)}
& .box-nation{fill:var(--f)}
& .box-province{fill:var(--g)}
& .box-prefecture{fill:var(--t)}
& .box-missing{fill:none;stroke:var(--j);stroke-dasharray:3 2}
& .seal-text{font:700 14px/1 var(--s)}
& .on-nation{fill:var(--o)}
& .on-province{fill:var(--h)}
& .on-missing{fill:var(--j)}
& .legend{display:flex;flex-wrap:wrap;gap:0 16px;color:var(--j);font-size:.82em}
& table{width:100%;border-collapse:collapse;font-size:.94em}
& :is(th,td){padding:6px 6px 6px 0;border-bottom:1px solid var(--r);text-align:start;vertical-align:top}
& thead th{border-color:currentColor;font-size:.88em}
& th{overflow-wrap:normal}
& tbody th{width:24%;word-break:keep-all}
& .figure{font:700 1.12em var(--s);white-space:nowrap}
& .wording{font:400 1em var(--s)}
& .seal{display:inline-block;width:1.6em;border:1px solid var(--m);font-size:.82em;font-weight:700;line-height:1.5;text-align:center}
& .seal-nation{background:var(--f);color:var(--o)}
& .seal-province{background:var(--g);color:var(--h)}
& .seal-prefecture{background:var(--t)}
& .seal-missing{background:none;border:1px dashed var(--j);color:var(--j)}
& .verdict{display:inline-block;border:1px solid var(--m);padding:0 4px;font-size:.88em;font-weight:700;line-height:1.6;overflow-wrap:normal}
& .stricter{background:var(--f);color:var(--o)}
& .same{background:var(--t)}
& .laxer{background:var(--k);border-color:var(--e);color:var(--e)}
& .incomparable{border:1px dashed var(--j);color:var(--j);font-weight:400}
& .tag{display:inline-block;border:1px dashed var(--j);padding:0 6px;font-size:.82em;color:var(--j)}
& .sources{margin-top:12px}
& .sources li{padding:4px 0;font-size:.88em}
& :is(dt,li,td) span.meta{word-break:keep-all}
& .quote{font-family:var(--s)}
& dd.quote{line-height:1.9}
& .rungs{display:flex;flex-wrap:wrap;gap:16px 24px;margin-top:12px}
& .rungs>div{flex:1 1 15em;min-width:0;border-top:1px solid var(--r);padding-top:6px}
& .rungs>.focus{border-top:3px solid var(--m)}
& mark{background:var(--t);color:inherit;border-bottom:1px solid var(--m)}
& p.foot{margin-top:12px}
";

/// The style of a framed page. `builder.js` reads it a line a rule: what begins with the block's id goes along
/// into a copied block, and the palettes by their names.
pub fn page() -> String {
    let (light, dark) = (colours(Theme::Light), colours(Theme::Dark));
    let css = format!(
        ":root{{color-scheme:light dark}}body{{margin:0}}\n\
         {DARK_DEVICE}{{:root:not([data-theme]) &{{{dark}}}}}\n\
         [data-theme=light] &{{{light}}}\n[data-theme=dark] &{{{dark}}}\n[data-theme=host] &{{{HOST}}}\n\
         &{{{light}}}\n&{{{FONTS}}}\n{RULES}\
         body &{{max-width:none}}\n[data-size=large] &{{font-size:22px}}\n\
         a:focus-visible{{outline:3px solid var(--m);outline-offset:2px}}\n"
    );
    css.replace('&', &["#", BLOCK].concat())
}

/// What a class says where the style is taken away: presentation attributes of a picture, attributes of a table.
/// A colour stands there by its name in the site's style sheet, light.
pub fn attributes(tag: &str, class: &str) -> &'static [(&'static str, &'static str)] {
    match (tag, class) {
        ("table", _) => &[("border", "1"), ("cellpadding", "6"), ("cellspacing", "0"), ("width", "100%")],
        ("text", "tick") => &[("font-size", "13")],
        ("text", "value") => &[("font-size", "17"), ("font-weight", "700")],
        ("text", "place") => &[("text-anchor", "start")],
        ("line", "grid") => &[("stroke", "light(rule)")],
        ("polyline", "step") => &[("fill", "none"), ("stroke", "light(rule-2)"), ("stroke-dasharray", "2 3")],
        ("line", "ray" | "hatch") => &[("stroke", "light(main-mid)"), ("stroke-width", "2")],
        (_, "ray" | "edge") => &[("fill", "none"), ("stroke", "light(main-mid)"), ("stroke-width", "2")],
        ("rect", "row") => &[("fill", "none")],
        ("text", "faint") => &[("font-size", "15"), ("text-anchor", "start")],
        ("tspan", "when") => &[("font-size", "13"), ("font-weight", "400")],
        ("rect", "band") => &[("fill", "light(main-mid)"), ("fill-opacity", ".25")],
        ("circle", "dot") => &[("fill", "light(main-mid)")],
        ("circle", "hollow") => &[("fill", "none"), ("stroke", "light(main-mid)"), ("stroke-width", "2.5")],
        ("rect", "seal-box") => &[("fill", "none"), ("stroke", "light(main-mid)")],
        ("svg", _) => &[
            ("width", "100%"),
            ("preserveAspectRatio", "xMinYMin meet"),
            ("fill", "currentColor"),
            ("font-size", "15"),
            ("text-anchor", "middle"),
        ],
        _ => &[],
    }
}
