#!/usr/bin/env python3
${heading}
# Needs TensorRT's Python package (8.6 or 10) and an NVIDIA GPU; nothing of trt-doctor.
#   python3 reproduce.py --help
# Ends with 0 if the build ends as it was recorded to, with 1 if it comes out although it should
# fail, with 2 if it fails in another way, with 3 if something is missing here.
import argparse
import array
import ctypes
import math
import os
import re
import struct
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
# For each batch: input ("*" for any), file, format, array, place in it.
SAMPLES = [${samples}]

# The error that was recorded, and what is the same of it in every build; None for a build that
# came out.
ERROR = ${error}
PATTERN = ${pattern}

# How struct packs a value of each type.
PACKED = {"FLOAT": "f", "HALF": "e", "INT32": "i", "INT64": "q", "INT8": "b", "UINT8": "B", "BOOL": "?"}


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


def next_value(random):
    if DISTRIBUTION == "normal":
        return random.gaussian()
    if DISTRIBUTION == "uniform":
        return random.uniform()
    if DISTRIBUTION == "near-zero":
        return 1e-30 * random.gaussian()
    return math.nan if DISTRIBUTION == "nan" else 0.0


def packed(values, kind):
    """The values as the input's type, little-endian."""
    if kind == "FLOAT":
        return array.array("f", values).tobytes()
    if kind == "BOOL":
        values = [value != 0 for value in values]
    elif kind != "HALF":
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
        raise RuntimeError("the shape of the input " + ascii(tensor.name) + " is open")
    return size


def numpy_array(path, form, member):
    try:
        import numpy
    except ImportError:
        raise RuntimeError("the samples need numpy, which this Python has not")
    if form == "raw":
        return numpy.fromfile(path, dtype=numpy.uint8)
    loaded = numpy.load(path)
    return loaded if form == "npy" else loaded[member or loaded.files[0]]


def sample(tensor, batch):
    """One input's values of one batch, out of one file or, in pieces of one size, of several."""
    sources = [rest for name, *rest in SAMPLES[batch] if name == tensor.name]
    sources = sources or [rest for name, *rest in SAMPLES[batch] if name == "*"]
    if not sources:
        raise RuntimeError("no sample for the input " + ascii(tensor.name))
    count = elements(tensor) // len(sources)
    return b"".join(piece(tensor, count, *source) for source in sources)


def piece(tensor, count, path, form, member, place):
    values = numpy_array(beside(path), form, member).reshape(-1)
    if form == "raw":
        count *= struct.calcsize("<" + PACKED[tensor.dtype.name])
        return values[place * count : (place + 1) * count].tobytes()
    return packed(values[place * count : (place + 1) * count].tolist(), tensor.dtype.name)


class Batches:
    """Hands over what the recipe has."""

    def __init__(self, inputs):
        self.inputs = inputs
        self.random = JavaRandom(SEED)
        self.given = 0
        self.memory = None
        self.kept = {}

    def made(self, tensor):
        values = [next_value(self.random) for _ in range(elements(tensor))]
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
        self.driver = ctypes.CDLL("libcuda.so.1")
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


def calibrator_for(network):
    """The calibrator with the batches and the cache of the recipe."""
    cache = None
    if CACHE is not None:
        with open(beside(CACHE), "rb") as file:
            cache = file.read()
    inputs = [network.get_input(i) for i in range(network.num_inputs)]
    shape = shape_of(inputs[0]) if inputs else []
    return calibrator_of(max(1, shape[0]) if shape else 1, Batches(inputs).next, cache)


def build(model, log):
    """The serialized engine, None if there is none."""
    load_plugins(log)
    builder = trt.Builder(log)
    network, parser = parsed(builder, log, model)
    apply_to(network)
    config = builder.create_builder_config()
    set_flags(config)
    limit(config)
    if SHAPES:
        add_profile(builder, config)
    calibrator = None
    if CALIBRATOR is not None:
        calibrator = calibrator_for(network)
        config.int8_calibrator = calibrator
    engine = builder.build_serialized_network(network, config)
    del calibrator, parser
    return engine


def verdict(engine, errors):
    """What came of it in words, and the exit code."""
    if engine is not None:
        return ("The build comes out.", 0) if ERROR is None else ("The build comes out: the failure is not seen.", 1)
    if ERROR is not None and any(re.search(PATTERN, error) for error in errors):
        return "The failure is seen again.", 0
    return "The build fails in another way than was recorded.", 2


def main():
    options = argparse.ArgumentParser(description="Builds as it was recorded.")
    options.add_argument("--onnx", default=beside(MODEL), help="the model")
    given = options.parse_args()
    log = Log()
    try:
        engine = build(given.onnx, log)
    except (RuntimeError, OSError, TypeError) as error:
        print("error: " + str(error), file=sys.stderr)
        log.errors.append(str(error))
        engine = None
    said, status = verdict(engine, log.errors)
    print("recorded: " + (ascii(ERROR) if ERROR else "the build came out"))
    print(said)
    sys.exit(status)


if __name__ == "__main__":
    main()
