FLAGS = [${flags}]
STRONGLY_TYPED = ${stronglyTyped}

# The calibrator's class, and the pool limit and optimization level; None for TensorRT's own.
CALIBRATOR = ${calibrator}
WORKSPACE_BYTES = ${workspace}
OPTIMIZATION_LEVEL = ${level}
TACTIC_SOURCES = ${tacticSources}

# The optimization profile: input, least, usual and greatest shape.
SHAPES = [${shapes}]

# Libraries with plugins.
PLUGINS = [${plugins}]


def network_flags():
    """Explicit batches are a flag in TensorRT 8 and the only way in 10."""
    flags = trt.NetworkDefinitionCreationFlag
    bits = 0
    if int(trt.__version__.split(".")[0]) < 10:
        bits |= 1 << int(flags.EXPLICIT_BATCH)
    if STRONGLY_TYPED:
        bits |= 1 << int(flags.STRONGLY_TYPED)
    return bits


def add_profile(builder, config):
    profile = builder.create_optimization_profile()
    for name, least, usual, greatest in SHAPES:
        profile.set_shape(name, least, usual, greatest)
    if config.add_optimization_profile(profile) < 0:
        raise RuntimeError("TensorRT does not take the optimization profile")
    if CALIBRATOR is not None and not config.set_calibration_profile(profile):
        raise RuntimeError("TensorRT does not take the profile for calibration")


def limit(config):
    if WORKSPACE_BYTES is not None:
        config.set_memory_pool_limit(trt.MemoryPoolType.WORKSPACE, WORKSPACE_BYTES)
    if OPTIMIZATION_LEVEL is not None:
        config.builder_optimization_level = OPTIMIZATION_LEVEL
    if TACTIC_SOURCES is not None:
        bits = sum(1 << int(getattr(trt.TacticSource, name)) for name in TACTIC_SOURCES)
        if not config.set_tactic_sources(bits):
            raise RuntimeError("TensorRT does not take the tactic sources")


def set_flags(config):
    for name in FLAGS:
        config.set_flag(getattr(trt.BuilderFlag, name))


def load_plugins(logger):
    trt.init_libnvinfer_plugins(logger, "")
    for library in PLUGINS:
        ctypes.CDLL(library)


def parsed(builder, logger, model):
    """The network of a model, and the parser, which holds its weights."""
    network = builder.create_network(network_flags())
    parser = trt.OnnxParser(network, logger)
    if not parser.parse_from_file(model):
        errors = [str(parser.get_error(i)) for i in range(parser.num_errors)]
        raise RuntimeError("the model cannot be parsed: " + "; ".join(errors))
    return network, parser
