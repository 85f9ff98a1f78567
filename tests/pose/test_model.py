"""The pose model: whole, checked before use, and built the same byte for byte."""

import hashlib
import importlib.util
import struct
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from posecoach.errors import ModelError
from posecoach.pose import model
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
from posecoach.pose.model import FULL, HEAVY, LITE, PARTS, SHA256, bundle_path, checked_model, model_name
from tests.running import ROOT, SAMPLES, posecoach

MODELS = ROOT / "models"
SAMPLE = str(SAMPLES / "hip_flexion_clean.mp4")
ALIGNMENT = 4
BUNDLE = "pose_landmarker_full.task"
SHIPPED = (FULL, HEAVY)


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """models/build.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("build", MODELS / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def offsets_of(path: Path) -> list[int]:
    """Where the data of each entry begins in the file; a zip's header ends with its name and extra field."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as bundle:
        starts = [entry.header_offset for entry in bundle.infolist()]
    return [start + 30 + sum(struct.unpack_from("<HH", content, start + 26)) for start in starts]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_bundle_has_the_checksum_that_stands_in_the_program_and_beside_it(name: str) -> None:
    path = bundle_path(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == SHA256[name]
    assert path.with_suffix(".task.sha256").read_text(encoding="utf-8").split() == [digest, path.name]


def test_the_read_me_states_the_sources_that_the_build_script_checks(build: ModuleType) -> None:
    text = (MODELS / "README.md").read_text(encoding="utf-8")
    assert set(build.LANDMARKS) == {LITE, FULL, HEAVY}
    for path, sha256 in (build.DETECTOR, *build.LANDMARKS.values()):
        assert path in text and sha256 in text


def test_weights_of_another_package_are_refused(build: ModuleType, tmp_path: Path) -> None:
    package = tmp_path / "package.tgz"
    path, sha256 = build.LANDMARKS[HEAVY]
    with tarfile.open(package, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(path))
    with pytest.raises(ValueError, match="not the file whose checksum"):
        build._from_npm(package, path, sha256)


def test_writing_the_bundle_from_its_parts_gives_it_back_byte_for_byte(
    build: ModuleType, tmp_path: Path
) -> None:
    build.write_bundle(parts_of(MODELS / BUNDLE), tmp_path / BUNDLE)
    assert (tmp_path / BUNDLE).read_bytes() == (MODELS / BUNDLE).read_bytes()


def test_two_builds_are_the_same_whatever_the_date(build: ModuleType, tmp_path: Path, monkeypatch) -> None:
    parts = {"pose_detector.tflite": b"one" * 33, "pose_landmarks_detector.tflite": b"another"}
    build.write_bundle(parts, tmp_path / "first")
    monkeypatch.setattr("time.time", lambda: 2e9)
    build.write_bundle(parts, tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert parts_of(tmp_path / "second") == parts


@pytest.mark.parametrize("length", range(1, 9))
def test_entries_are_stored_uncompressed_and_begin_at_multiples_of_four(
    build: ModuleType, tmp_path: Path, length: int
) -> None:
    build.write_bundle({"a" * length: b"x" * length, "second": b"12345"}, tmp_path / "made")
    assert [offset % ALIGNMENT for offset in offsets_of(tmp_path / "made")] == [0, 0]
    with zipfile.ZipFile(tmp_path / "made") as bundle:
        assert {entry.compress_type for entry in bundle.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_bundle_is_aligned_complete_and_whole(name: str) -> None:
    path = checked_model(name)
    assert all(offset % ALIGNMENT == 0 for offset in offsets_of(path))
    assert set(parts_of(path)) == PARTS


def test_records_name_a_model_by_its_word_or_its_file(tmp_path: Path) -> None:
    assert model_name(HEAVY) == "heavy"
    assert model_name(str(tmp_path / "mine.task")) == "mine.task"


def test_a_missing_model_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PACKAGE", tmp_path / "posecoach")
    with pytest.raises(ModelError, match="The pose model 'full' is missing from this installation"):
        checked_model(FULL)
    with pytest.raises(ModelError, match=r"models/build\.py"):
        checked_model(LITE)
    with pytest.raises(ModelError, match=r"There is no pose model .*nowhere\.task"):
        checked_model(str(tmp_path / "nowhere.task"))


def test_a_single_flipped_bit_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray((MODELS / BUNDLE).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / BUNDLE).write_bytes(content)
    monkeypatch.setattr(model, "PACKAGE", tmp_path / "posecoach")
    with pytest.raises(ModelError, match="is damaged"):
        MediaPipeEstimator()


def test_another_bundle_must_be_whole_and_a_pose_landmarker(tmp_path: Path) -> None:
    cut, foreign, text = tmp_path / "cut.task", tmp_path / "hands.task", tmp_path / "text.task"
    cut.write_bytes((MODELS / BUNDLE).read_bytes()[:100_000])
    text.write_text("not a zip", encoding="utf-8")
    with zipfile.ZipFile(foreign, "w") as bundle:
        bundle.writestr("hand_detector.tflite", b"")
    for path in (cut, foreign, text, tmp_path):
        with pytest.raises(ModelError):
            checked_model(str(path))


def test_a_bundle_of_the_right_shape_with_rubbish_inside_is_one_sentence_too(
    build: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build.write_bundle(dict.fromkeys(PARTS, b"rubbish" * 100), tmp_path / "rubbish.task")
    with pytest.raises(ModelError, match=r"MediaPipe cannot use the pose model .*rubbish\.task") as caught:
        MediaPipeEstimator(EstimatorOptions(str(tmp_path / "rubbish.task")))
    assert len(str(caught.value).splitlines()) == 1
    assert capfd.readouterr().err == ""


def test_a_copy_of_the_bundle_elsewhere_finds_people_as_well(tmp_path: Path) -> None:
    copy = tmp_path / "mine.task"
    copy.write_bytes((MODELS / BUNDLE).read_bytes())
    with MediaPipeEstimator(EstimatorOptions(str(copy))) as estimator:
        assert estimator is not None


def flagged(at: int, value: int) -> bytes:
    """The full bundle with one field of both of its headers (local and central) changed."""
    content = bytearray(bundle_path(FULL).read_bytes())
    for header, offset in ((b"PK\x03\x04", at), (b"PK\x01\x02", at + 2)):
        content[content.index(header) + offset] = value
    return bytes(content)


@pytest.mark.parametrize("kind", ["encrypted", "of an unknown packing", "packed", "cut off"])
def test_a_bundle_that_cannot_be_used_is_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "other.task"
    if kind == "packed":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, part in parts_of(bundle_path(FULL)).items():
                bundle.writestr(name, part)
    else:
        whole = bundle_path(FULL).read_bytes()
        contents = {"encrypted": flagged(6, 1), "of an unknown packing": flagged(8, 97)}
        path.write_bytes(contents.get(kind, whole[: len(whole) // 2]))
    with pytest.raises(ModelError, match="not a whole pose landmarker bundle"):
        checked_model(str(path))


def test_a_bundle_whose_networks_are_exchanged_is_one_sentence_too(tmp_path: Path) -> None:
    parts = parts_of(bundle_path(FULL))
    with zipfile.ZipFile(tmp_path / "other.task", "w") as bundle:
        for name, part in zip(sorted(parts), [parts[name] for name in sorted(parts)][::-1], strict=True):
            bundle.writestr(name, part)
    done = posecoach("analyze", SAMPLE, "--exercise", "hip-flexion", "--model", "other.task", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "its networks do not fit each other" in done.stderr
