"""Reads bodies of generateContent and of interactions with google-genai's types, which take no field and no word that they do not know.

usage: gemini_bodies.py FILE (a JSON list of bodies)
"""
import json
import sys

from google.genai import types
from google.genai._gaos.types.interactions import createmodelinteraction as interactions

bodies = json.load(open(sys.argv[1]))
for body in bodies:
    if "input" in body:
        order = interactions.CreateModelInteraction.model_validate(body)
        assert set(body) <= set(interactions.CreateModelInteraction.model_fields), body.keys()
        assert order.model in ("lyria-3.5", "lyria-3-clip-preview") and order.input[0].type == "text", order
        continue
    assert set(body) <= {"contents", "systemInstruction", "generationConfig"}, body.keys()
    for content in body["contents"]:
        read = types.Content.model_validate(content)
        for part in read.parts:
            if part.inline_data:
                assert part.inline_data.data and part.inline_data.mime_type in ("image/png", "image/jpeg", "video/mp4")
            if part.file_data:
                assert part.file_data.file_uri.startswith("http")
    config = types.GenerateContentConfig.model_validate(
        {**body["generationConfig"], "systemInstruction": body.get("systemInstruction")})
    if config.response_schema:
        schema = types.Schema.model_validate(body["generationConfig"]["responseSchema"])
        assert schema.type == types.Type.OBJECT and set(schema.required) == set(schema.properties)
    # Known words only: the types keep unknown ones as new members of their enumerations.
    for modality in config.response_modalities or []:
        assert modality in ("TEXT", "IMAGE"), modality
print("ok", len(bodies))
