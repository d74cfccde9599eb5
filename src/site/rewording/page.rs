//! A rendered page piece by piece: its texts in other characters, or elements with a gloss.
//!
//! What the app renders is well formed, and `<` and `>` stand in it for nothing but markup.

/// Elements within a line: their texts are of one piece with those around them.
const INLINE: [&str; 9] = ["a", "b", "em", "i", "mark", "small", "span", "strong", "wbr"];

/// A piece of a page.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// Shown, with its entities.
    Text(&'a str),
    /// `<p class="meta">`, `</p>` or a comment.
    Markup(&'a str),
}

impl<'a> Piece<'a> {
    fn markup(self) -> Option<&'a str> {
        match self {
            Self::Markup(markup) => Some(markup),
            Self::Text(_) => None,
        }
    }

    /// The name of the element that opens or closes; none for a comment.
    fn name(self) -> Option<&'a str> {
        let inner = self.markup()?.trim_start_matches(['<', '/']);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        Some(&inner[..end]).filter(|name| !name.is_empty())
    }

    /// Whether it opens an element that holds others.
    fn opens(self) -> bool {
        self.name().is_some()
            && self.markup().is_some_and(|markup| !markup.starts_with("</") && !markup.ends_with("/>"))
    }

    /// Whether an element that says its own language begins here.
    fn says_language(self) -> bool {
        self.opens() && self.markup().is_some_and(|markup| markup.contains(" lang=\""))
    }
}

fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            '<' => rest.find('>').map(|at| at + 1),
            _ => rest.find('<'),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(if first == '<' { Piece::Markup(piece) } else { Piece::Text(piece) });
        rest = after;
    }
    pieces
}

/// Where the element that begins at `at` ends: its closing piece.
fn close(pieces: &[Piece], at: usize) -> usize {
    let name = pieces[at].name();
    let mut open = 0_u32;
    for (n, piece) in pieces.iter().enumerate().skip(at).filter(|(_, piece)| piece.name() == name) {
        open = if piece.opens() { open + 1 } else { open.saturating_sub(1) };
        if open == 0 {
            return n;
        }
    }
    pieces.len().saturating_sub(1)
}

/// The page with its texts in other characters, as many as before, but for elements that say their own language.
pub fn converted(html: &str, convert: impl Fn(&str) -> String) -> String {
    let pieces = pieces(html);
    let mut out: Vec<String> = Vec::with_capacity(pieces.len());
    // Texts of one line, as they stand in `out`, still to be converted together.
    let mut line: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece {
            Piece::Text(text) => {
                line.push(out.len());
                out.push((*text).to_owned());
            }
            Piece::Markup(_) if piece.says_language() => {
                let end = close(&pieces, at);
                finish(&mut out, &mut line, &convert);
                out.extend(pieces[at..=end].iter().map(|piece| match piece {
                    Piece::Text(text) | Piece::Markup(text) => (*text).to_owned(),
                }));
                at = end;
            }
            Piece::Markup(markup) => {
                if piece.name().is_some_and(|name| !INLINE.contains(&name)) {
                    finish(&mut out, &mut line, &convert);
                }
                out.push((*markup).to_owned());
            }
        }
        at += 1;
    }
    finish(&mut out, &mut line, &convert);
    out.concat()
}

/// Converts the texts of a line in one, so that a mark does not cut a word in two.
fn finish(out: &mut [String], line: &mut Vec<usize>, convert: &impl Fn(&str) -> String) {
    let whole: String = line.iter().map(|at| out[*at].as_str()).collect();
    let whole = convert(&whole);
    let mut rest = whole.chars();
    for at in line.drain(..) {
        out[at] = rest.by_ref().take(out[at].chars().count()).collect();
    }
}

/// The page with a gloss as an attribute of each element that says it is in Simplified Chinese and is one text.
pub fn glossed(html: &str, gloss: impl Fn(&str) -> Option<String>) -> String {
    let pieces = pieces(html);
    let mut out = String::with_capacity(html.len());
    for (at, piece) in pieces.iter().enumerate() {
        let markup = match piece {
            Piece::Text(text) => {
                out += text;
                continue;
            }
            Piece::Markup(markup) => markup,
        };
        // What has a name of its own, as a seal, needs no gloss.
        let wanted = piece.opens() && markup.contains(" lang=\"zh-Hans\"") && !markup.contains(" aria-label=");
        let within = || {
            let texts = pieces[at..=close(&pieces, at)].iter().filter_map(|piece| match piece {
                Piece::Text(text) => Some(*text),
                Piece::Markup(_) => None,
            });
            texts.collect::<Vec<_>>()
        };
        let words = if wanted { within() } else { Vec::new() };
        match (&words[..], markup.strip_suffix('>')) {
            ([text], Some(open)) => match gloss(text) {
                Some(gloss) => out += &format!("{open} data-gloss=\"{}\">", super::super::shell::escape(&gloss)),
                None => out += markup,
            },
            _ => out += markup,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_change_and_markup_stays() {
        let convert = |text: &str| text.replace("发展", "發展").replace('县', "縣");
        for (html, expected) in [
            ("<p class=\"县\">县</p>", "<p class=\"县\">縣</p>"),
            ("<p>高质量发<mark>展</mark></p>", "<p>高质量發<mark>展</mark></p>"),
            ("<p>发</p><p>展</p>", "<p>发</p><p>展</p>"),
            ("<!--<[县]>-->县", "<!--<[县]>-->縣"),
            (
                "县<span lang=\"zh-Hans\">县<span>县</span></span>县",
                "縣<span lang=\"zh-Hans\">县<span>县</span></span>縣",
            ),
            ("a &lt;县&gt;", "a &lt;縣&gt;"),
            ("<p", "<p"),
        ] {
            assert_eq!(converted(html, convert), expected);
        }
    }

    #[test]
    fn a_gloss_stands_beside_one_text_in_chinese() {
        let gloss = |text: &str| (text == "县").then(|| "\"County\"".to_owned());
        for (html, expected) in [
            ("<b lang=\"zh-Hans\">县</b>", "<b lang=\"zh-Hans\" data-gloss=\"&quot;County&quot;\">县</b>"),
            (
                "<li lang=\"zh-Hans\"><a>县</a></li>",
                "<li lang=\"zh-Hans\" data-gloss=\"&quot;County&quot;\"><a>县</a></li>",
            ),
            ("<b lang=\"zh-Hans\">县<i>县</i></b>", "<b lang=\"zh-Hans\">县<i>县</i></b>"),
            ("<b lang=\"zh-Hans\" aria-label=\"County\">县</b>", "<b lang=\"zh-Hans\" aria-label=\"County\">县</b>"),
            ("<b>县</b>", "<b>县</b>"),
        ] {
            assert_eq!(glossed(html, gloss), expected);
        }
    }
}
