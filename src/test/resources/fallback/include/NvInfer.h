// Plays TensorRT 8 or 10, as FAKE_TENSORRT says, and writes down what is done to it, one line a
// call, to the file that the variable FAKE_RECORD names; see ../python/tensorrt.py.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#define NV_TENSORRT_MAJOR FAKE_TENSORRT

namespace fake {
template <typename... Words>
void record(Words const&... words) {
    std::ofstream out(std::getenv("FAKE_RECORD"), std::ios::app);
    char const* between = "";
    ((out << between << words, between = " "), ...);
    out << '\n';
}

inline std::string hexed(std::string const& text) {
    char const* digits = "0123456789abcdef";
    std::string out;
    for (unsigned char c : text) {
        out += digits[c >> 4];
        out += digits[c & 15];
    }
    return out;
}

inline std::string named(std::string const& text) {
    std::string out;
    for (size_t i = 0; i + 1 < text.size(); i += 2) {
        out += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    return out;
}
} // namespace fake

namespace nvinfer1 {
enum class DataType { kFLOAT, kHALF, kINT8, kINT32, kBOOL, kUINT8, kFP8, kBF16, kINT64, kINT4 };
enum class BuilderFlag { kFP16, kINT8, kOBEY_PRECISION_CONSTRAINTS, kGPU_FALLBACK };
enum class TacticSource { kCUBLAS, kCUBLAS_LT, kCUDNN };
enum class MemoryPoolType { kWORKSPACE };
enum class OptProfileSelector { kMIN, kOPT, kMAX };
#if FAKE_TENSORRT < 10
enum class NetworkDefinitionCreationFlag { kEXPLICIT_BATCH };
using Extent = int32_t;
#else
enum class NetworkDefinitionCreationFlag { kUNUSED, kSTRONGLY_TYPED };
using Extent = int64_t;
#endif

struct Dims {
    int32_t nbDims;
    Extent d[8];
};

inline char const* nameOf(DataType type) {
    static char const* const names[]
        = {"FLOAT", "HALF", "INT8", "INT32", "BOOL", "UINT8", "FP8", "BF16", "INT64", "INT4"};
    return names[static_cast<int>(type)];
}

class ILogger {
public:
    enum class Severity { kINTERNAL_ERROR, kERROR, kWARNING, kINFO, kVERBOSE };
    virtual void log(Severity severity, char const* message) noexcept = 0;
    virtual ~ILogger() = default;
};

class ITensor {
public:
    explicit ITensor(std::string name) : mName(std::move(name)) {}
    char const* getName() const noexcept { return mName.c_str(); }
    bool setDynamicRange(float least, float greatest) noexcept {
        fake::record("range", fake::hexed(mName), least, greatest);
        return true;
    }

private:
    std::string mName;
};

class ILayer {
public:
    ILayer(std::string name, std::vector<ITensor> outputs) : mName(std::move(name)), mOutputs(std::move(outputs)) {}
    char const* getName() const noexcept { return mName.c_str(); }
    int32_t getNbOutputs() const noexcept { return static_cast<int32_t>(mOutputs.size()); }
    ITensor* getOutput(int32_t index) noexcept { return &mOutputs[index]; }
    void setPrecision(DataType type) noexcept { fake::record("precision", fake::hexed(mName), nameOf(type)); }
    void setOutputType(int32_t index, DataType type) noexcept {
        fake::record("output_type", fake::hexed(mName), index, nameOf(type));
    }

private:
    std::string mName;
    std::vector<ITensor> mOutputs;
};

class INetworkDefinition {
public:
    int32_t getNbInputs() const noexcept { return static_cast<int32_t>(mInputs.size()); }
    ITensor* getInput(int32_t index) noexcept { return mInputs[index].get(); }
    int32_t getNbLayers() const noexcept { return static_cast<int32_t>(mLayers.size()); }
    ILayer* getLayer(int32_t index) noexcept { return mLayers[index].get(); }
    int32_t getNbOutputs() const noexcept { return static_cast<int32_t>(mMarked.size()); }
    ITensor* getOutput(int32_t index) noexcept { return mMarked[index]; }
    void unmarkOutput(ITensor& tensor) noexcept {
        mMarked.erase(mMarked.begin());
        fake::record("unmark", fake::hexed(tensor.getName()));
    }
    void markOutput(ITensor& tensor) noexcept {
        mMarked.push_back(&tensor);
        fake::record("mark", fake::hexed(tensor.getName()));
    }
    void load(char const* path) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string kind;
            std::string name;
            words >> kind >> name;
            if (kind == "input") {
                mInputs.push_back(std::make_unique<ITensor>(fake::named(name)));
                continue;
            }
            std::vector<ITensor> outputs;
            for (std::string output; words >> output;) {
                outputs.emplace_back(fake::named(output));
            }
            mLayers.push_back(std::make_unique<ILayer>(fake::named(name), outputs));
        }
        mMarked.push_back(mLayers.back()->getOutput(0));
    }

private:
    std::vector<std::unique_ptr<ITensor>> mInputs;
    std::vector<std::unique_ptr<ILayer>> mLayers;
    std::vector<ITensor*> mMarked;
};

class IInt8Calibrator {
public:
    virtual int32_t getBatchSize() const noexcept = 0;
    virtual bool getBatch(void* bindings[], char const* names[], int32_t nbBindings) noexcept = 0;
    virtual void const* readCalibrationCache(std::size_t& length) noexcept = 0;
    virtual void writeCalibrationCache(void const* cache, std::size_t length) noexcept = 0;
    virtual char const* kind() const = 0;
    virtual ~IInt8Calibrator() = default;
};

class IInt8EntropyCalibrator2 : public IInt8Calibrator {
public:
    char const* kind() const override { return "IInt8EntropyCalibrator2"; }
};

class IInt8LegacyCalibrator : public IInt8Calibrator {
public:
    char const* kind() const override { return "IInt8LegacyCalibrator"; }
    virtual double getQuantile() const noexcept = 0;
    virtual double getRegressionCutoff() const noexcept = 0;
    virtual void const* readHistogramCache(std::size_t& length) noexcept = 0;
    virtual void writeHistogramCache(void const* cache, std::size_t length) noexcept = 0;
};

class IOptimizationProfile {
public:
    bool setDimensions(char const* input, OptProfileSelector which, Dims const& dims) noexcept {
        static char const* const names[] = {"MIN", "OPT", "MAX"};
        std::ostringstream shape;
        for (int32_t i = 0; i < dims.nbDims; ++i) {
            shape << (i == 0 ? "" : "x") << dims.d[i];
        }
        fake::record("shape", fake::hexed(input), names[static_cast<int>(which)], shape.str());
        return true;
    }
};

class IBuilderConfig {
public:
    void setFlag(BuilderFlag flag) noexcept {
        static char const* const names[] = {"FP16", "INT8", "OBEY_PRECISION_CONSTRAINTS", "GPU_FALLBACK"};
        fake::record("flag", names[static_cast<int>(flag)]);
    }
    void setMemoryPoolLimit(MemoryPoolType, std::size_t size) noexcept { fake::record("pool", "WORKSPACE", size); }
    void setBuilderOptimizationLevel(int32_t level) noexcept { fake::record("level", level); }
    bool setTacticSources(uint32_t bits) noexcept {
        fake::record("tactics", bits);
        return true;
    }
    int32_t addOptimizationProfile(IOptimizationProfile const*) noexcept {
        fake::record("profile");
        return 0;
    }
    bool setCalibrationProfile(IOptimizationProfile const*) noexcept {
        fake::record("calibration_profile");
        return true;
    }
    void setInt8Calibrator(IInt8Calibrator* calibrator) noexcept { mCalibrator = calibrator; }
    IInt8Calibrator* calibrator() const { return mCalibrator; }

private:
    IInt8Calibrator* mCalibrator = nullptr;
};

class IHostMemory {
public:
    void* data() const noexcept { return const_cast<char*>("plan"); }
    std::size_t size() const noexcept { return 4; }
};

class IBuilder {
public:
    INetworkDefinition* createNetworkV2(uint32_t flags) noexcept {
        fake::record("network", flags);
        return new INetworkDefinition();
    }
    IBuilderConfig* createBuilderConfig() noexcept { return new IBuilderConfig(); }
    IOptimizationProfile* createOptimizationProfile() noexcept { return &mProfile; }
    IHostMemory* buildSerializedNetwork(INetworkDefinition&, IBuilderConfig& config) noexcept {
        IInt8Calibrator* calibrator = config.calibrator();
        if (calibrator != nullptr) {
            bool const batch = calibrator->getBatch(nullptr, nullptr, 1);
            fake::record("calibrator", calibrator->kind(), batch ? "batch" : "none");
            std::size_t length = 0;
            char const* cache = static_cast<char const*>(calibrator->readCalibrationCache(length));
            fake::record("cache", fake::hexed(std::string(cache, length)));
        }
        return new IHostMemory();
    }

private:
    IOptimizationProfile mProfile;
};

inline IBuilder* createInferBuilder(ILogger&) { return new IBuilder(); }
} // namespace nvinfer1
