from marketplace.content.markup import Block, Link, blocks, line, links, plain


def test_marks_become_blocks() -> None:
    text = "## Head\nOne line\nand its end:\n- first\n  goes on\n- second\n\nLast."
    assert blocks(text) == [
        Block("h2", (("Head",),)),
        Block("p", (("One line and its end:",),)),
        Block("ul", (("first goes on",), ("second",))),
        Block("p", (("Last.",),)),
    ]
    assert blocks("") == []


def test_links_name_pages_by_kind_and_key() -> None:
    text = "See [the Mông](people:mong), then [hemp\ncloth](story:lanh) (no link: here)."
    assert line("a [b](set:22)") == ("a ", Link("b", "set", "22"))
    found = [Link("the Mông", "people", "mong"), Link("hemp cloth", "story", "lanh")]
    assert links(text) == found
    assert list(blocks(text)[0].lines[0][1:4:2]) == found


def test_plain_keeps_the_words_alone() -> None:
    assert plain("## Head\n\nSee [the Mông](people:mong).") == "Head See the Mông."
