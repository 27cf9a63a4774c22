${heading}
// For TensorRT 8.6 and 10:
//   g++ -std=c++17 build_engine.cpp -o build_engine -lnvinfer -lnvinfer_plugin -lnvonnxparser -ldl
// (with -I and -L where TensorRT lies elsewhere), then
//   ./build_engine [MODEL [CALIBRATION_CACHE [ENGINE]]]
#include <NvInfer.h>
#include <NvInferPlugin.h>
#include <NvOnnxParser.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {
using namespace nvinfer1;

struct Asked {
    int32_t index;
    std::string name;
    std::optional<DataType> precision;
    std::vector<std::optional<DataType>> outputTypes;
};

struct Range {
    std::string tensor;
    float least;
    float greatest;
};

struct Shapes {
    std::string input;
    std::vector<int32_t> least;
    std::vector<int32_t> usual;
    std::vector<int32_t> greatest;
};

// What was asked of the layers in the verified build:
// index, name, precision, type of each output; nullopt where nothing was asked.
std::vector<Asked> const kAsked{${asked}};

// Ranges of tensors.
std::vector<Range> const kRanges{${ranges}};

// Tensors to make the only outputs; none means that the outputs stay as they are.
std::vector<std::string> const kOutputs{${outputs}};

// The optimization profile.
std::vector<Shapes> const kShapes{${shapes}};

std::vector<BuilderFlag> const kFlags{${flags}};
bool const kCalibrated = ${calibrated};
std::optional<int64_t> const kWorkspaceBytes{${workspace}};
std::optional<int32_t> const kOptimizationLevel{${level}};
std::optional<uint32_t> const kTacticSources{${tacticSources}};
std::vector<std::string> const kPlugins{${plugins}};

#define STRONGLY_TYPED ${stronglyTyped}

class Logger : public ILogger {
public:
    void log(Severity severity, char const* message) noexcept override {
        if (severity <= Severity::kWARNING) {
            std::cerr << message << '\n';
        }
    }
};

// A calibrator that hands over no batch: all it has is the cache.
class CacheCalibrator : public ${calibrator} {
public:
    explicit CacheCalibrator(std::string cache) : mCache(std::move(cache)) {}

    int32_t getBatchSize() const noexcept override { return 1; }

    bool getBatch(void*[], char const*[], int32_t) noexcept override { return false; }

    void const* readCalibrationCache(size_t& length) noexcept override {
        length = mCache.size();
        return mCache.data();
    }

    void writeCalibrationCache(void const*, size_t) noexcept override {}

    // The legacy calibrator asks for these as well.
    virtual double getQuantile() const noexcept { return 0.9999; }

    virtual double getRegressionCutoff() const noexcept { return 1.0; }

    virtual void const* readHistogramCache(size_t& length) noexcept {
        length = 0;
        return nullptr;
    }

    virtual void writeHistogramCache(void const*, size_t) noexcept {}

private:
    std::string mCache;
};

void require(bool done, std::string const& otherwise) {
    if (!done) {
        throw std::runtime_error(otherwise);
    }
}

// A name as a terminal can show it.
std::string shown(std::string name) {
    std::replace_if(name.begin(), name.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
    return name;
}

// The layer at that index if it has the name, or else all layers of that name.
std::vector<ILayer*> layersOf(INetworkDefinition& network, Asked const& asked) {
    if (asked.index < network.getNbLayers() && asked.name == network.getLayer(asked.index)->getName()) {
        return {network.getLayer(asked.index)};
    }
    std::vector<ILayer*> found;
    for (int32_t i = 0; i < network.getNbLayers(); ++i) {
        if (asked.name == network.getLayer(i)->getName()) {
            found.push_back(network.getLayer(i));
        }
    }
    return found;
}

void ask(ILayer& layer, Asked const& asked) {
    if (asked.precision) {
        layer.setPrecision(*asked.precision);
    }
    int32_t const outputs = std::min(layer.getNbOutputs(), static_cast<int32_t>(asked.outputTypes.size()));
    for (int32_t i = 0; i < outputs; ++i) {
        if (asked.outputTypes[i]) {
            layer.setOutputType(i, *asked.outputTypes[i]);
        }
    }
}

std::map<std::string, ITensor*> tensorsOf(INetworkDefinition& network) {
    std::map<std::string, ITensor*> tensors;
    for (int32_t i = 0; i < network.getNbInputs(); ++i) {
        tensors[network.getInput(i)->getName()] = network.getInput(i);
    }
    for (int32_t i = 0; i < network.getNbLayers(); ++i) {
        for (int32_t o = 0; o < network.getLayer(i)->getNbOutputs(); ++o) {
            ITensor* tensor = network.getLayer(i)->getOutput(o);
            if (tensor != nullptr) {
                tensors[tensor->getName()] = tensor;
            }
        }
    }
    return tensors;
}

void setRanges(std::map<std::string, ITensor*> const& tensors) {
    for (Range const& range : kRanges) {
        auto const tensor = tensors.find(range.tensor);
        if (tensor == tensors.end()) {
            std::cerr << "warning: this network has no tensor " << shown(range.tensor) << '\n';
        } else {
            require(tensor->second->setDynamicRange(range.least, range.greatest),
                "TensorRT takes no such range for " + shown(range.tensor));
        }
    }
}

void setOutputs(INetworkDefinition& network, std::map<std::string, ITensor*> const& tensors) {
    for (std::string const& name : kOutputs) {
        require(tensors.count(name) == 1, "this network has no tensor " + shown(name));
    }
    while (network.getNbOutputs() > 0) {
        network.unmarkOutput(*network.getOutput(0));
    }
    for (std::string const& name : kOutputs) {
        network.markOutput(*tensors.at(name));
    }
}

// Asks of the network what was asked in the verified build.
void applyFallback(INetworkDefinition& network) {
    for (Asked const& asked : kAsked) {
        std::vector<ILayer*> const layers = layersOf(network, asked);
        for (ILayer* layer : layers) {
            ask(*layer, asked);
        }
        if (layers.empty()) {
            std::cerr << "warning: this network has no layer " << shown(asked.name) << '\n';
        }
    }
    std::map<std::string, ITensor*> const tensors = tensorsOf(network);
    setRanges(tensors);
    if (!kOutputs.empty()) {
        setOutputs(network, tensors);
    }
}

Dims dims(std::vector<int32_t> const& shape) {
    Dims dims{};
    dims.nbDims = static_cast<int32_t>(shape.size());
    std::copy(shape.begin(), shape.end(), dims.d);
    return dims;
}

void addProfile(IBuilder& builder, IBuilderConfig& config) {
    IOptimizationProfile* profile = builder.createOptimizationProfile();
    for (Shapes const& shapes : kShapes) {
        char const* input = shapes.input.c_str();
        require(profile->setDimensions(input, OptProfileSelector::kMIN, dims(shapes.least))
                && profile->setDimensions(input, OptProfileSelector::kOPT, dims(shapes.usual))
                && profile->setDimensions(input, OptProfileSelector::kMAX, dims(shapes.greatest)),
            "TensorRT does not take the shapes for " + shown(shapes.input));
    }
    require(config.addOptimizationProfile(profile) >= 0, "TensorRT does not take the optimization profile");
    require(!kCalibrated || config.setCalibrationProfile(profile),
        "TensorRT does not take the profile for calibration");
}

void configure(IBuilder& builder, IBuilderConfig& config) {
    for (BuilderFlag flag : kFlags) {
        config.setFlag(flag);
    }
    if (kWorkspaceBytes) {
        config.setMemoryPoolLimit(MemoryPoolType::kWORKSPACE, static_cast<size_t>(*kWorkspaceBytes));
    }
    if (kOptimizationLevel) {
        config.setBuilderOptimizationLevel(*kOptimizationLevel);
    }
    if (kTacticSources) {
        require(config.setTacticSources(*kTacticSources), "TensorRT does not take the tactic sources");
    }
    if (!kShapes.empty()) {
        addProfile(builder, config);
    }
}

// Explicit batches are a flag in TensorRT 8 and the only way in 10.
uint32_t networkFlags() {
    uint32_t flags = 0;
#if NV_TENSORRT_MAJOR < 10
    flags |= 1U << static_cast<uint32_t>(NetworkDefinitionCreationFlag::kEXPLICIT_BATCH);
#endif
#if STRONGLY_TYPED
    flags |= 1U << static_cast<uint32_t>(NetworkDefinitionCreationFlag::kSTRONGLY_TYPED);
#endif
    return flags;
}

std::string readFile(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    require(file.good(), "no calibration cache at " + path + "; see the comment in the source");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void parse(nvonnxparser::IParser& parser, std::string const& model) {
    if (!parser.parseFromFile(model.c_str(), static_cast<int32_t>(ILogger::Severity::kWARNING))) {
        std::string errors;
        for (int32_t i = 0; i < parser.getNbErrors(); ++i) {
            errors += std::string(" ") + parser.getError(i)->desc();
        }
        throw std::runtime_error("the model cannot be parsed:" + errors);
    }
}

void build(std::string const& model, std::string const& cacheFile, std::string const& engineFile) {
    Logger logger;
    initLibNvInferPlugins(&logger, "");
    for (std::string const& library : kPlugins) {
        require(dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL) != nullptr, "cannot load " + library);
    }
    std::unique_ptr<IBuilder> const builder(createInferBuilder(logger));
    require(builder != nullptr, "TensorRT made no builder");
    std::unique_ptr<INetworkDefinition> const network(builder->createNetworkV2(networkFlags()));
    std::unique_ptr<nvonnxparser::IParser> const parser(nvonnxparser::createParser(*network, logger));
    parse(*parser, model);
    applyFallback(*network);
    std::unique_ptr<IBuilderConfig> const config(builder->createBuilderConfig());
    configure(*builder, *config);
    CacheCalibrator calibrator(kCalibrated ? readFile(cacheFile) : std::string());
    if (kCalibrated) {
        config->setInt8Calibrator(&calibrator);
    }
    std::unique_ptr<IHostMemory> const engine(builder->buildSerializedNetwork(*network, *config));
    require(engine != nullptr, "TensorRT built no engine; its log says why");
    std::ofstream out(engineFile, std::ios::binary);
    out.write(static_cast<char const*>(engine->data()), static_cast<std::streamsize>(engine->size()));
    require(out.good(), "cannot write " + engineFile);
}
} // namespace

int main(int argc, char** argv) {
    try {
        build(argc > 1 ? argv[1] : ${model}, argc > 2 ? argv[2] : ${cache}, argc > 3 ? argv[3] : "fallback.engine");
    } catch (std::exception const& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
