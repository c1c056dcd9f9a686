"""Signs a C2PA manifest into a file: sign.py ORDER, a file of JSON. Written for c2pa-python, whose library is c2pa-rs.

{"input", "output", "type", "title", "version", "certificate", "key", "timestamps"?,
 "source": a digital source type of IPTC's, "agent"?: {"name"}, "origins": [...],
 "parent"?: {"file", "type"?, "title"}, "inputs": [the same], "components": [the same]}

The parent is what the file was made from by converting, inputs are what its maker was given, components what it is composed of. Manifests
that these files carry are kept. Certificate and key are files of PEM: the chain from the signer's certificate on, and its private key.
"""

import json
import sys

from c2pa import Builder, C2paSignerInfo, Context, Settings, Signer
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def algorithm(key):
    match key:
        case ec.EllipticCurvePrivateKey():
            return {"secp256r1": b"es256", "secp384r1": b"es384", "secp521r1": b"es512"}[key.curve.name]
        case ed25519.Ed25519PrivateKey():
            return b"ed25519"
        case rsa.RSAPrivateKey():
            return b"ps256"
    raise ValueError("the key is of no kind that C2PA knows")


def signer(order):
    with open(order["certificate"], "rb") as file:
        chain = file.read()
    with open(order["key"], "rb") as file:
        key = serialization.load_pem_private_key(file.read(), None)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    timestamps = order.get("timestamps")
    return Signer.from_info(
        C2paSignerInfo(algorithm(key), chain, text, timestamps.encode() if timestamps else None))


def kind(name):
    """The MIME type that a picture's first bytes tell."""
    with open(name, "rb") as file:
        first = file.read(12)
    for start, type in [(b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp")]:
        if first.startswith(start):
            return type
    raise ValueError(f"{name} is no picture that is known")


def ingredients(order):
    """Each with its id and its relationship."""
    if "parent" in order:
        yield "parent", "parentOf", order["parent"]
    for word, relationship in [("inputs", "inputTo"), ("components", "componentOf")]:
        for number, one in enumerate(order[word]):
            yield f"{word}-{number}", relationship, one


def actions(order):
    named = {
        word: [f"{word}-{number}" for number in range(len(order[word]))] for word in ("inputs", "components")
    }
    source = SOURCES + order["source"]
    first = {"action": "c2pa.opened" if "parent" in order else "c2pa.created", "digitalSourceType": source}
    if "agent" in order:
        first["softwareAgent"] = order["agent"]
    if "parent" in order:
        first["parameters"] = {"ingredientIds": ["parent"]}
    done = [first]
    if named["inputs"]:
        done.append(
            {"action": "c2pa.edited", "digitalSourceType": source, "parameters": {"ingredientIds": named["inputs"]}})
    if named["components"]:
        done.append({"action": "c2pa.placed", "parameters": {"ingredientIds": named["components"]}})
    return done


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        order = json.load(file)
    settings = Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
    builder = Builder(
        {
            "claim_generator_info": [{"name": "Odori", "version": order["version"]}],
            "title": order["title"],
            "format": order["type"],
            "assertions": [
                {"label": "c2pa.actions.v2", "data": {"actions": actions(order)}},
                {"label": "org.odori.origins", "data": {"origins": order["origins"]}},
            ],
        },
        context=Context(settings),
    )
    for name, relationship, one in ingredients(order):
        about = {"title": one["title"], "relationship": relationship, "instance_id": name, "label": name}
        with open(one["file"], "rb") as stream:
            builder.add_ingredient(json.dumps(about), one.get("type") or kind(one["file"]), stream)
    with open(order["input"], "rb") as source, open(order["output"], "w+b") as target:
        builder.sign(signer(order), order["type"], source, target)


main()
