package io.portprobe.protocols.internal.http2;

/** A header field of HTTP/2; the name is in lower case, as RFC 9113 section 8.2 requires. */
record HeaderField(String name, String value) {}
