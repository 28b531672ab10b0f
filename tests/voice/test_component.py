"""The spaCy component: found by its name, spans on the doc, nothing else touched."""

import spacy


def test_it_is_found_by_name_and_fills_span_groups():
    nlp = spacy.blank("en")
    nlp.add_pipe("khabar_voice")
    text = "Rebels took the town, the army said. Residents denied that anyone had fled 😀."
    doc = nlp(text)
    assert [span.text for span in doc.spans["khabar_sources"]] == ["the army", "Residents"]
    assert [span.text for span in doc.spans["khabar_cues"]] == ["said", "denied"]
    for span in doc.spans["khabar_contents"]:
        attribution = doc._.attributions[span.id]
        assert (span.start_char, span.end_char) in attribution.content
    assert doc.text == text


def test_a_doc_without_voices_has_empty_groups():
    nlp = spacy.blank("en")
    nlp.add_pipe("khabar_voice")
    doc = nlp("Rebels took the town.")
    assert doc._.attributions == []
    assert len(doc.spans["khabar_cues"]) == 0
