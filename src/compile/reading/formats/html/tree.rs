//! HTML text → a tree of elements and texts, built by html5ever as browsers build it.
//!
//! Invariants: a node's parent has it among its children; node 0 is the document; the tree is not deeper than
//! the limit. Comments are dropped but one: the address that browsers write into a page they save.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

pub(super) type Id = usize;

/// A parsed page.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// `<!-- saved from url=(0046)https://… -->`
    pub saved_from: Option<String>,
}

struct Node {
    parent: Option<Id>,
    children: Vec<Id>,
    depth: usize,
    /// Empty for what is no element.
    name: QualName,
    attributes: Vec<Attribute>,
    text: Option<String>,
    /// The line of the file on which it begins; of a text its first character that is no space.
    line: u32,
}

/// Parses a page; `None` if its elements nest deeper than `depth`.
pub(super) fn parse(text: &str, depth: usize) -> Option<Tree> {
    let mut parser = html5ever::parse_document(Sink::new(), Default::default());
    // In small bites, for the parser's time grows with the square of the depth.
    let mut rest = text;
    while !rest.is_empty() {
        let (bite, more) = rest.split_at(rest.floor_char_boundary(8192.min(rest.len())).max(1));
        parser.process(bite.into());
        if parser.tokenizer.sink.sink.deepest.get() > depth {
            return None;
        }
        rest = more;
    }
    let tree = parser.finish();
    // Misnested tags move whole branches, so that only now it is known how deep they are.
    let mut open = vec![(0, 0)];
    while let Some((id, level)) = open.pop() {
        if level > depth {
            return None;
        }
        open.extend(tree.children(id).iter().map(|&child| (child, level + 1)));
    }
    Some(tree)
}

impl Tree {
    /// The nodes right below a node, in the order of the page.
    pub fn children(&self, id: Id) -> &[Id] {
        &self.nodes[id].children
    }

    /// The node right above a node; `None` of the document, and of what hangs below no other.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    /// The name of an element, in lower case; empty for what is none.
    pub fn name(&self, id: Id) -> &str {
        &self.nodes[id].name.local
    }

    /// The characters of a text; `None` of every other node.
    pub fn text(&self, id: Id) -> Option<&str> {
        self.nodes[id].text.as_deref()
    }

    /// The line of the file on which a node begins, from 1.
    pub fn line(&self, id: Id) -> u32 {
        self.nodes[id].line
    }

    /// What an attribute of an element says, its name in lower case; `None` where it has none of it.
    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        self.nodes[id].attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value)
    }

    /// The node and everything below it, in the order of the page.
    pub fn below(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// How many nodes there are: every id is less.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
}

struct Sink {
    tree: RefCell<Tree>,
    deepest: Cell<usize>,
    /// The line of the file that the parser has come to.
    line: Cell<u32>,
}

impl Sink {
    fn new() -> Self {
        let tree = RefCell::new(Tree { nodes: Vec::new(), saved_from: None });
        let sink = Sink { tree, deepest: Cell::new(0), line: Cell::new(1) };
        sink.node(none(), Vec::new());
        sink
    }

    fn node(&self, name: QualName, attributes: Vec<Attribute>) -> Id {
        push(&mut self.tree.borrow_mut().nodes, name, attributes, None, self.line.get())
    }

    /// Puts a node or text among the children of `parent`, before the child at `at`.
    fn insert(&self, parent: Id, at: usize, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.remove_from_parent(&id);
                id
            }
            NodeOrText::AppendText(text) => {
                let nodes = &mut self.tree.borrow_mut().nodes;
                let at = at.min(nodes[parent].children.len());
                let before = at.checked_sub(1).map(|at| nodes[parent].children[at]);
                if let Some(before) = before
                    && let Node { text: Some(held), line, .. } = &mut nodes[before]
                {
                    if held.trim().is_empty() {
                        *line = self.line.get();
                    }
                    return held.push_str(&text);
                }
                push(nodes, none(), Vec::new(), Some(text.to_string()), self.line.get())
            }
        };
        let nodes = &mut self.tree.borrow_mut().nodes;
        let depth = nodes[parent].depth + 1;
        (nodes[id].parent, nodes[id].depth) = (Some(parent), depth);
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
        self.deepest.set(self.deepest.get().max(depth));
    }
}

fn push(nodes: &mut Vec<Node>, name: QualName, attributes: Vec<Attribute>, text: Option<String>, line: u32) -> Id {
    nodes.push(Node { parent: None, children: Vec::new(), depth: 0, name, attributes, text, line });
    nodes.len() - 1
}

fn none() -> QualName {
    QualName::new(None, ns!(), local_name!(""))
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name(&self, id: &Id) -> Ref<'_, QualName> {
        Ref::map(self.tree.borrow(), |tree| &tree.nodes[*id].name)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.node(name, attributes)
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        if let Some(address) = text.trim().strip_prefix("saved from url=") {
            let address = address.split_once(')').map_or(address, |(_, address)| address);
            self.tree.borrow_mut().saved_from.get_or_insert_with(|| address.trim().to_owned());
        }
        self.node(none(), Vec::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.node(none(), Vec::new())
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, usize::MAX, child);
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.remove_from_parent(id);
        }
        let place = {
            let nodes = &self.tree.borrow().nodes;
            nodes[*sibling].parent.map(|p| (p, nodes[p].children.iter().rposition(|c| c == sibling).unwrap_or(0)))
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, before: &Id, child: NodeOrText<Id>) {
        let has_parent = self.tree.borrow().nodes[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn remove_from_parent(&self, id: &Id) {
        let nodes = &mut self.tree.borrow_mut().nodes;
        if let Some(parent) = nodes[*id].parent.take()
            && let Some(at) = nodes[parent].children.iter().rposition(|child| child == id)
        {
            nodes[parent].children.remove(at);
        }
    }

    fn reparent_children(&self, id: &Id, parent: &Id) {
        let children = std::mem::take(&mut self.tree.borrow_mut().nodes[*id].children);
        for child in children {
            self.tree.borrow_mut().nodes[child].parent = None;
            self.append(parent, NodeOrText::AppendNode(child));
        }
    }

    /// A template is shown nowhere: what is in it hangs below a node of its own.
    fn get_template_contents(&self, _: &Id) -> Id {
        self.node(none(), Vec::new())
    }

    fn add_attrs_if_missing(&self, id: &Id, attributes: Vec<Attribute>) {
        let held = &mut self.tree.borrow_mut().nodes[*id].attributes;
        for attribute in attributes {
            if !held.iter().any(|a| a.name == attribute.name) {
                held.push(attribute);
            }
        }
    }

    fn same_node(&self, a: &Id, b: &Id) -> bool {
        a == b
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
}
