"""Talks to a server as google-genai does: writes, draws, edits, hands a video over, composes, and is refused.

usage: gemini.py URL KEY
Calls 6 to 9 are blocked, withdrawn, over the day's quota, and met by an error.
"""
import base64
import json
import sys
import tempfile
import time

from google import genai
from google.genai import errors, types

base, key = sys.argv[1:]
options = types.HttpOptions(base_url=base, api_version="v1beta")
client = genai.Client(api_key=key, http_options=options)

schema = types.Schema(
    type="OBJECT", required=["name", "age"],
    properties={"name": types.Schema(type="STRING"), "age": types.Schema(type="INTEGER")})
written = client.models.generate_content(
    model="gemini-3.8-flash", contents="a character",
    config=types.GenerateContentConfig(
        system_instruction="an adult", response_mime_type="application/json", response_schema=schema,
        max_output_tokens=100, thinking_config=types.ThinkingConfig(thinking_level="LOW")))
assert json.loads(written.text)["age"] >= 20, written.text
assert written.usage_metadata.prompt_token_count > 0 and written.usage_metadata.thoughts_token_count > 0
assert written.candidates[0].finish_reason == types.FinishReason.STOP and written.model_version and written.response_id


def draw(contents):
    answer = client.models.generate_content(
        model="gemini-3.1-flash-image", contents=contents,
        config=types.GenerateContentConfig(
            response_modalities=["TEXT", "IMAGE"],
            image_config=types.ImageConfig(aspect_ratio="9:16", image_size="2K")))
    picture = [part.inline_data for part in answer.parts if part.inline_data][0]
    magic = b"\x89PNG" if picture.mime_type == "image/png" else b"\xff\xd8"
    assert picture.data.startswith(magic), picture.mime_type
    details = {detail.modality: detail.token_count for detail in answer.usage_metadata.candidates_tokens_details}
    assert details[types.MediaModality.IMAGE] == 1680, details
    return picture


first = draw("a dancer")
draw([types.Part.from_bytes(data=first.data, mime_type=first.mime_type), "the same dancer by the sea"])

with tempfile.NamedTemporaryFile(suffix=".mp4") as video:
    video.write(b"\0\0\0\x18ftypisom" + b"\0" * 9_000_000)
    video.flush()
    file = client.files.upload(file=video.name, config=types.UploadFileConfig(mime_type="video/mp4"))
for _ in range(100):
    if file.state == types.FileState.ACTIVE:
        break
    time.sleep(0.05)
    file = client.files.get(name=file.name)
assert file.state == types.FileState.ACTIVE and int(file.size_bytes) == 9_000_012, file
watched = client.models.generate_content(model="gemini-3.8-flash", contents=[file, "watch"])
assert watched.text
client.files.delete(name=file.name)

song = client.interactions.create(model="lyria-3.5", input="Tempo: exactly 120.0 BPM. At least 10.0 s long.")
assert song.status == "completed" and song.model == "lyria-3.5" and song.id, song.status
assert song.output_audio.mime_type == "audio/mpeg" and song.output_text, song.output_audio.mime_type
sound = base64.b64decode(song.output_audio.data)
assert sound.startswith(b"ID3") or sound[0] == 0xFF, sound[:4]

blocked = client.models.generate_content(model="gemini-3.8-flash", contents="a")
assert not blocked.candidates and blocked.prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT
withdrawn = client.models.generate_content(model="gemini-3.8-flash", contents="a")
assert withdrawn.candidates[0].finish_reason == types.FinishReason.IMAGE_SAFETY and withdrawn.text is None
for code, status in ((429, "RESOURCE_EXHAUSTED"), (503, "UNAVAILABLE")):
    try:
        client.models.generate_content(model="gemini-3.8-flash", contents="a")
    except errors.APIError as error:
        assert error.code == code and error.status == status, error
    else:
        raise AssertionError(f"{code} was expected")
try:
    client.interactions.create(model="lyria-9", input="a song")
except Exception as error:  # of a module that the client keeps to itself
    assert getattr(error, "status_code", None) == 404, error
else:
    raise AssertionError("an unknown model composes")
stranger = genai.Client(api_key="wrong", http_options=options)
try:
    stranger.models.get(model="gemini-3.8-flash")
except errors.ClientError as error:
    assert error.code == 400, error
else:
    raise AssertionError("a wrong key was taken")
assert client.models.get(model="gemini-3.8-flash").name == "models/gemini-3.8-flash"
print("ok")
