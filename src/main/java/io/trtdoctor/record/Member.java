package io.trtdoctor.record;

/**
 * Where in a recording one probe stands.
 *
 * @param from the first byte, from the file's start
 * @param length in bytes, compressed
 */
record Member(long from, int length) {}
