#pragma once
#include "NvInfer.h"

namespace nvonnxparser {
class IParserError {
public:
    char const* desc() const { return ""; }
};

class IParser {
public:
    explicit IParser(nvinfer1::INetworkDefinition& network) : mNetwork(network) {}
    bool parseFromFile(char const* path, int) {
        mNetwork.load(path);
        return true;
    }
    int32_t getNbErrors() const { return 0; }
    IParserError const* getError(int32_t) const { return nullptr; }

private:
    nvinfer1::INetworkDefinition& mNetwork;
};

inline IParser* createParser(nvinfer1::INetworkDefinition& network, nvinfer1::ILogger&) {
    return new IParser(network);
}
} // namespace nvonnxparser
