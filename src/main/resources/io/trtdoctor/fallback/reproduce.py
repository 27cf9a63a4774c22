#!/usr/bin/env python3
${heading}
# Needs Python 3, TensorRT's package for it (8.6 or 10) and an NVIDIA GPU; nothing of trt-doctor.
#   python3 reproduce.py --help
# Ends with 0 if the build ends as it was recorded to, with 1 if it comes out although it should
# fail, with 2 if it fails in another way, with 3 if something is missing here.
import argparse
import ctypes
import math
import os
import re
import struct
import subprocess
import sys

try:
    import tensorrt as trt
except ImportError as missing:
    print("error: this Python has no TensorRT: " + str(missing), file=sys.stderr)
    print(
        "Install TensorRT ${line} with its Python package and call this file with that Python, or"
        " run reproduce.sh with trtexec, or 'trt-doctor open BUNDLE.zip --rerun'.",
        file=sys.stderr,
    )
    sys.exit(3)

${network}

${builder}

# The model and the calibration cache, beside this file; None for no cache.
MODEL = ${model}
CACHE = ${cache}

# What the calibrator hands over: nothing, values made by java.util.Random, or samples of files;
# and a mistake on purpose after so many batches.
BATCHES = ${count}
DISTRIBUTION = ${distribution}
SEED = ${seed}
NAN_IN = ${nanIn}
FAULT = ${fault}
# For each batch: input ("*" for any), file of raw little-endian values, which block of it.
SAMPLES = [${samples}]

# The TensorRT that the build was recorded with and how it ended: built, failed, crashed, hung or
# unknown; the error, and what is the same of it in every build.
RECORDED_WITH = ${recordedWith}
ENDED = ${ended}
ERROR = ${error}
PATTERN = ${pattern}

# How struct packs a value of each type.
PACKED = {"FLOAT": "f", "HALF": "e", "INT32": "i", "INT64": "q", "INT8": "b", "UINT8": "B", "BOOL": "?"}


class Missing(Exception):
    """This machine or folder lacks something, so that nothing can be said of the build."""


class JavaRandom:
    """The numbers of java.util.Random."""

    MASK = (1 << 48) - 1

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & self.MASK
        self.spare = None

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & self.MASK
        return self.state >> (48 - count)

    def uniform(self):
        return self.bits(24) / float(1 << 24)

    def double(self):
        return ((self.bits(26) << 27) + self.bits(27)) / float(1 << 53)

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        square = 0.0
        while square >= 1 or square == 0:
            first = 2 * self.double() - 1
            second = 2 * self.double() - 1
            square = first * first + second * second
        factor = math.sqrt(-2 * math.log(square) / square)
        self.spare = second * factor
        return first * factor


def single(value):
    """The nearest value with 32 bits."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def next_value(random):
    if DISTRIBUTION in ("normal", "images"):
        return single(random.gaussian())
    if DISTRIBUTION == "uniform":
        return random.uniform()
    if DISTRIBUTION == "near-zero":
        return single(single(1e-30) * single(random.gaussian()))
    return math.nan if DISTRIBUTION == "nan" else 0.0


def plane(random, height, width):
    """A smooth picture with noise, as torchvision normalises it."""
    grid = [[random.uniform() for _ in range(8)] for _ in range(8)]
    values = []
    for i in range(height * width):
        column, row = i % width / width * 7, i // width / height * 7
        left, top = int(column), int(row)
        across = [
            grid[y][left] + (grid[y][left + 1] - grid[y][left]) * (column - left) for y in (top, top + 1)
        ]
        smooth = across[0] + (across[1] - across[0]) * (row - top)
        value = min(1, max(0, smooth + 0.05 * random.gaussian()))
        values.append((round(value * 255) / 255 - 0.449) / 0.226)
    return values


def made(random, tensor):
    """All values of one input for one batch."""
    count, shape = elements(tensor), shape_of(tensor)
    if DISTRIBUTION != "images" or len(shape) < 3:
        return [next_value(random) for _ in range(count)]
    planes = [plane(random, *shape[-2:]) for _ in range(count // (shape[-2] * shape[-1]))]
    return [value for values in planes for value in values]


def packed(values, kind):
    """The values as the input's type, little-endian."""
    if kind not in PACKED:
        raise Missing("this script cannot make values of type " + kind)
    if kind == "BOOL":
        values = [value != 0 for value in values]
    elif kind not in ("FLOAT", "HALF"):
        values = [0 if math.isnan(value) else int(value) for value in values]
    return struct.pack("<%d%s" % (len(values), PACKED[kind]), *values)


def shape_of(tensor):
    """The input's shape, that of the profile where it is open."""
    for name, _, usual, _ in SHAPES:
        if name == tensor.name:
            return list(usual)
    return list(tensor.shape)


def elements(tensor):
    size = 1
    for dimension in shape_of(tensor):
        size *= dimension
    if size < 0:
        raise Missing("a shape for the input " + ascii(tensor.name) + ", which the model leaves open")
    return size


def sources(tensor, batch):
    """The files of one input's values in one batch, and which block of each."""
    own = [place for name, *place in SAMPLES[batch] if name == tensor.name]
    return own or [place for name, *place in SAMPLES[batch] if name == "*"]


def sample(tensor, batch):
    """One input's values of one batch, out of one file or, in pieces of one size, of several."""
    places = sources(tensor, batch)
    if not places:
        raise Missing("no sample for the input " + ascii(tensor.name))
    size = elements(tensor) * tensor.dtype.itemsize // len(places)
    return b"".join(block(name, place, size) for name, place in places)


def block(name, place, size):
    with open(beside(name), "rb") as file:
        file.seek(place * size)
        data = file.read(size)
    if len(data) < size:
        raise Missing("%s is shorter than it should be: it has no block %d of %d bytes" % (name, place, size))
    return data


class Batches:
    """Hands over what the recipe has."""

    def __init__(self, inputs):
        self.inputs = inputs
        self.random = JavaRandom(SEED)
        self.given = 0
        self.memory = None
        self.kept = {}
        # What went wrong in here; TensorRT takes it for the end of the data.
        self.problem = None

    def made(self, tensor):
        values = made(self.random, tensor)
        if NAN_IN == self.given and values:
            values[0] = math.nan
        return packed(values, tensor.dtype.name)

    def values(self):
        if SAMPLES:
            return {tensor.name: sample(tensor, self.given) for tensor in self.inputs}
        return {tensor.name: self.made(tensor) for tensor in self.inputs}

    def next(self, names):
        if self.given >= BATCHES:
            return self.mistake(names)
        try:
            return self.batch(names)
        except (Missing, OSError, RuntimeError) as problem:
            self.problem = problem
            raise

    def batch(self, names):
        if self.memory is None:
            self.memory = GpuMemory()
        values = self.values()
        self.given += 1
        return [self.memory.put(name, values[name]) for name in names]

    def mistake(self, names):
        if FAULT is None:
            return None
        if FAULT == "exception":
            raise RuntimeError("the recipe has the calibrator raise an exception")
        if FAULT == "null-pointer":
            return [0 for _ in names]
        values = self.values()
        self.kept = {name: ctypes.create_string_buffer(values[name]) for name in names}
        return [ctypes.addressof(self.kept[name]) for name in names]


class GpuMemory:
    """Memory of the first GPU, by the driver alone."""

    def __init__(self):
        try:
            self.driver = ctypes.CDLL("libcuda.so.1")
        except OSError as error:
            raise Missing("the NVIDIA driver: " + str(error))
        self.places = {}
        device, context = ctypes.c_int(), ctypes.c_void_p()
        self.call("cuInit", 0)
        self.call("cuDeviceGet", ctypes.byref(device), 0)
        self.call("cuDevicePrimaryCtxRetain", ctypes.byref(context), device)
        self.call("cuCtxSetCurrent", context)

    def call(self, function, *arguments):
        status = getattr(self.driver, function)(*arguments)
        if status != 0:
            raise RuntimeError("%s of the CUDA driver gives %d" % (function, status))

    def put(self, name, data):
        if name not in self.places:
            place = ctypes.c_uint64()
            self.call("cuMemAlloc_v2", ctypes.byref(place), ctypes.c_size_t(len(data)))
            self.places[name] = place
        self.call("cuMemcpyHtoD_v2", self.places[name], data, ctypes.c_size_t(len(data)))
        return self.places[name].value


class Log(trt.ILogger):
    """Prints what TensorRT says and keeps the errors."""

    def __init__(self):
        trt.ILogger.__init__(self)
        self.errors = []

    def log(self, severity, message):
        print(str(severity).split(".")[-1], message, flush=True)
        if severity in (trt.ILogger.Severity.ERROR, trt.ILogger.Severity.INTERNAL_ERROR):
            self.errors.append(message)


${calibrator}


def beside(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


def require_files(model):
    """Says what is missing before TensorRT makes something else of it."""
    samples = [name for batch in SAMPLES for _, name, _ in batch]
    for file in [model] + [beside(name) for name in [CACHE] + samples if name is not None]:
        if not os.path.isfile(file):
            raise Missing("there is no file " + file)


def batches_for(network):
    return Batches([network.get_input(i) for i in range(network.num_inputs)])


def calibrator_for(batches):
    """The calibrator with the batches and the cache of the recipe."""
    cache = None
    if CACHE is not None:
        with open(beside(CACHE), "rb") as file:
            cache = file.read()
    shape = shape_of(batches.inputs[0]) if batches.inputs else []
    return calibrator_of(max(1, shape[0]) if shape else 1, batches.next, cache)


def builder_of(log):
    try:
        return trt.Builder(log)
    except TypeError as error:
        if verdict(None, log.errors)[1] == 0:
            raise RuntimeError(str(error))
        said = "; ".join(log.errors + [str(error)])
        raise Missing("TensorRT makes no builder here; it needs an NVIDIA GPU and its driver: " + said)


def build(model, log):
    """The serialized engine, None if there is none."""
    load_plugins(log)
    builder = builder_of(log)
    network, parser = parsed(builder, log, model)
    apply_to(network)
    config = builder.create_builder_config()
    set_flags(config)
    limit(config)
    if SHAPES:
        add_profile(builder, config)
    batches = batches_for(network)
    calibrator = None
    if CALIBRATOR is not None:
        calibrator = calibrator_for(batches)
        config.int8_calibrator = calibrator
    engine = builder.build_serialized_network(network, config)
    if batches.problem is not None:
        raise Missing(str(batches.problem))
    del calibrator, parser
    return engine


def verdict(engine, errors):
    """What came of it in words, and the exit code."""
    if engine is not None:
        if ENDED in ("built", "unknown"):
            return "The build comes out.", 0
        return "The build comes out: the failure is not seen.", 1
    if ERROR is not None and any(re.search(PATTERN, error) for error in errors):
        return "The failure is seen again.", 0
    return "The build fails in another way than was recorded.", 2


def built_here(model):
    """Builds in this process and says what came of it."""
    log = Log()
    print("TensorRT " + trt.__version__ + "; recorded with " + RECORDED_WITH, flush=True)
    try:
        require_files(model)
        engine = build(model, log)
    except (Missing, AttributeError) as lack:
        print("error: missing: " + str(lack), file=sys.stderr)
        return 3
    except (RuntimeError, OSError, TypeError) as error:
        print("error: " + str(error), file=sys.stderr)
        log.errors.append(str(error))
        engine = None
    said, status = verdict(engine, log.errors)
    print("recorded: " + (ascii(ERROR) if ERROR else ENDED))
    print(said)
    return status


def built_apart(model, seconds):
    """Builds in a process of its own, which may crash or hang as was recorded."""
    words = [sys.executable, os.path.abspath(__file__), "--here", "--onnx", model]
    try:
        status = subprocess.call(words, timeout=seconds)
    except subprocess.TimeoutExpired:
        print("The build did not end in %d seconds." % seconds)
        return 0 if ENDED == "hung" else 2
    if status < 0:
        print("The build crashed by signal %d." % -status)
        return 0 if ENDED == "crashed" else 2
    return status


def main():
    options = argparse.ArgumentParser(description="Builds as it was recorded.")
    options.add_argument("--onnx", default=beside(MODEL), help="the model")
    options.add_argument("--limit", type=int, default=1800, metavar="SECONDS", help="for a build that crashed or hung")
    options.add_argument("--here", action="store_true", help="build in this process in any case")
    given = options.parse_args()
    if ENDED in ("crashed", "hung") and not given.here:
        sys.exit(built_apart(given.onnx, given.limit))
    sys.exit(built_here(given.onnx))


if __name__ == "__main__":
    main()
