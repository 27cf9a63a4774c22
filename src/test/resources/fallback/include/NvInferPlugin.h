#pragma once
inline bool initLibNvInferPlugins(void*, char const*) { return true; }
