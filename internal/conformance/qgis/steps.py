"""A QGIS that is told what to do.

Reads one JSON object per line, {"do": STEP, ...}, does with QGIS what a user would do with the mouse, and prints one JSON
object per line with what QGIS says of it. "ok" tells whether QGIS took it; "error" and "messages" are in QGIS's words.
"""

import base64
import json
import os
import sys
import tempfile
import traceback
import urllib.request

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsAuthMethodConfig,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize, QVariant
from qgis.PyQt.QtGui import QColor

layers = {}
seen = {}  # what QGIS calls the features that it found, by layer and reference
messages = []


def plain(value):
    """The value as JSON has it; None for what QGIS calls null."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, (bool, int, float, str, list)):
        return value
    return value.toString() if hasattr(value, "toString") else str(value)


def described(feature):
    geometry = feature.geometry()
    return {
        "fid": feature.id(),
        "properties": {field.name(): plain(feature[field.name()]) for field in feature.fields()},
        "wkt": None if geometry.isNull() else geometry.asWkt(7),
    }


def sign_in(name, token):
    """Keeps the token as QGIS keeps passwords, and gives the key of it."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("conformance", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName(name)
    config.setConfig("username", "token")
    config.setConfig("password", token)
    kept = manager.storeAuthenticationConfig(config)
    if not (kept[0] if isinstance(kept, tuple) else kept):
        raise RuntimeError("QGIS does not keep the token: " + ", ".join(messages))
    return config.id()


def open_layer(step):
    uri = "url='{url}' typename='{typename}'".format(**step)
    if step.get("crs"):
        uri += " srsname='{crs}'".format(**step)
    if step.get("token"):
        uri += " authcfg=" + sign_in(step["name"], step["token"])
    layer = QgsVectorLayer(uri, step["name"], "OAPIF")
    if not layer.isValid():
        return {"ok": False, "error": layer.error().message()}
    layers[step["name"]] = layer
    can = layer.dataProvider().capabilities()
    may = QgsVectorDataProvider
    return {
        "ok": True,
        "crs": layer.crs().authid(),
        "shape": layer.wkbType().name if hasattr(layer.wkbType(), "name") else str(layer.wkbType()),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "editable": bool(can & (may.AddFeatures | may.ChangeAttributeValues | may.ChangeGeometries | may.DeleteFeatures)),
        "add": bool(can & may.AddFeatures),
        "change": bool(can & may.ChangeAttributeValues) and bool(can & may.ChangeGeometries),
        "delete": bool(can & may.DeleteFeatures),
    }


def count(step):
    layer = layers[step["name"]]
    return {"ok": True, "count": layer.featureCount(), "read": sum(1 for _ in layer.getFeatures())}


def extent(step):
    box = layers[step["name"]].extent()
    return {"ok": not box.isEmpty(), "box": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]}


def within(step):
    request = QgsFeatureRequest().setFilterRect(QgsRectangle(*step["box"]))
    found = [feature["ref"] for feature in layers[step["name"]].getFeatures(request)]
    return {"ok": True, "refs": sorted(found)}


def subset(step):
    layer = layers[step["name"]]
    taken = layer.setSubsetString(step["condition"])
    found = [feature["ref"] for feature in layer.getFeatures()]
    return {"ok": taken and layer.isValid(), "count": layer.featureCount(), "refs": sorted(found)}


def find(step):
    """Every feature of which a property has the value."""
    layer = layers[step["name"]]
    layer.dataProvider().reloadData()
    found = [f for f in layer.getFeatures() if plain(f[step["property"]]) == step["value"]]
    seen.update({(step["name"], f["ref"]): f for f in found})
    return {"ok": True, "features": [described(f) for f in found]}


def feature_of(step):
    """The feature as it was found, or else as QGIS finds it now."""
    found = seen.get((step["name"], step["ref"]))
    if found is None:
        found = next((f for f in layers[step["name"]].getFeatures() if f["ref"] == step["ref"]), None)
    if found is None:
        raise LookupError("QGIS does not see " + step["ref"])
    return found


def edited(layer, change):
    """Opens the layer for editing, changes it, and saves, as the pencil and the disk of the tool bar do."""
    if not layer.startEditing():
        return {"ok": False, "error": "QGIS does not open the layer for editing", "started": False}
    changed = change()
    saved = changed and layer.commitChanges()
    errors = layer.commitErrors()
    if not saved:
        layer.rollBack()
    return {"ok": bool(saved), "started": True, "changed": bool(changed), "error": "; ".join(errors)}


def add(step):
    layer = layers[step["name"]]
    feature = QgsFeature(layer.fields())
    for name, value in step["properties"].items():
        feature.setAttribute(name, value)
    feature.setGeometry(QgsGeometry.fromWkt(step["wkt"]))
    return edited(layer, lambda: layer.addFeature(feature))


def change(step):
    """Changes attributes, or the outline, or both, of one feature."""
    layer = layers[step["name"]]
    fid = feature_of(step).id()

    def do():
        done = True
        for name, value in step.get("properties", {}).items():
            done = layer.changeAttributeValue(fid, layer.fields().indexOf(name), value) and done
        if step.get("wkt"):
            done = layer.changeGeometry(fid, QgsGeometry.fromWkt(step["wkt"])) and done
        return done

    return edited(layer, do)


def move(step):
    """Moves the outline, as the tool of that name does."""
    layer = layers[step["name"]]
    feature = feature_of(step)
    geometry = feature.geometry()
    geometry.translate(step["dx"], step["dy"])
    return {**edited(layer, lambda: layer.changeGeometry(feature.id(), geometry)), "wkt": geometry.asWkt(7)}


def delete(step):
    layer = layers[step["name"]]
    fid = feature_of(step).id()
    return edited(layer, lambda: layer.deleteFeature(fid))


def open_project(step):
    """Opens a project as somebody who downloaded it."""
    request = urllib.request.Request(step["url"], headers={"Accept-Language": step.get("language", "en")})
    with urllib.request.urlopen(request) as answer, tempfile.NamedTemporaryFile(suffix=".qgs", delete=False) as file:
        file.write(answer.read())
        media = answer.headers["Content-Type"]
    project = QgsProject.instance()
    read = project.read(file.name)
    os.unlink(file.name)
    told = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        one = {"name": node.name(), "valid": bool(layer and layer.isValid()), "error": layer.error().message() if layer else "no layer"}
        if one["valid"] and isinstance(layer, QgsVectorLayer):
            one["count"], one["read"] = layer.featureCount(), sum(1 for _ in layer.getFeatures())
            one["shape"] = str(layer.wkbType())
            one["subset"] = layer.subsetString()
            one["aliases"] = {field.name(): field.alias() for field in layer.fields() if field.alias()}
            one["lists"] = {f.name(): f.editorWidgetSetup().type() for f in layer.fields() if f.editorWidgetSetup().type()}
            one["renderer"] = layer.renderer().type()
            one["classes"] = [c.label() for c in layer.renderer().categories()] if one["renderer"] == "categorizedSymbol" else []
            one["labels"] = layer.labelsEnabled()
        told.append(one)
    box = project.viewSettings().defaultViewExtent()
    return {"ok": read, "media": media, "error": project.error(), "title": project.title(), "crs": project.crs().authid(),
            "layers": told, "box": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]}


def tile_style(step):
    """Adds the tiles by the address of their style, as the dialog of vector tiles does."""
    layer = QgsVectorTileLayer("type=xyz&url={url}/{{z}}/{{y}}/{{x}}&zmin=0&zmax=16&styleUrl={url}/style".format(**step), "tiles")
    error = "the layer is not valid"
    if layer.isValid():
        error, taken = layer.loadDefaultStyle()
        if taken:
            return {"ok": True, "classes": [s.styleName() for s in layer.renderer().styles()] + [s.styleName() for s in layer.labeling().styles()]}
    return {"ok": False, "error": error}


def render(step):
    """Draws the project, or the layers of it that are named, over a box."""
    project = QgsProject.instance()
    settings = QgsMapSettings()
    settings.setTransformContext(project.transformContext())
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(*step["size"]))
    settings.setExtent(QgsRectangle(*step["box"]))
    tree = project.layerTreeRoot()
    named = [l for l in tree.layerOrder() if l.name() in step.get("layers", [])]
    settings.setLayers(named or [l for l in tree.layerOrder() if tree.findLayer(l).itemVisibilityChecked()])
    context = project.createExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    inked = sum(1 for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.WriteOnly)
    image.save(buffer, "PNG")
    return {"ok": not job.errors(), "error": "; ".join(e.message for e in job.errors()), "inked": inked,
            "png": base64.b64encode(bytes(data)).decode("ascii")}


steps = {
    "open": open_layer, "count": count, "extent": extent, "within": within, "subset": subset, "find": find, "add": add,
    "change": change, "move": move, "delete": delete, "project": open_project, "style": tile_style, "render": render,
}


def main():
    answers = os.fdopen(os.dup(1), "w")  # what QGIS itself prints goes elsewhere
    os.dup2(2, 1)
    app = QgsApplication([], False)
    app.initQgis()
    app.messageLog().messageReceived.connect(lambda text, tag, level: messages.append(f"{tag}: {text}"))

    def answer(told):
        print(json.dumps({**told, "messages": messages}, default=str), file=answers, flush=True)
        messages.clear()

    answer({"ok": True, "version": Qgis.version(), "number": Qgis.versionInt()})
    for line in sys.stdin:
        step = json.loads(line)
        try:
            answer(steps[step["do"]](step))
        except Exception:  # the one who asks is told, whatever it was
            answer({"ok": False, "error": traceback.format_exc()})
    os._exit(0)  # taking QGIS down without a screen crashes in some versions, after all is said


main()
