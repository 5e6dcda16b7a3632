package io.portprobe.protocols.internal.http;

import java.nio.charset.StandardCharsets;

/** The head of a request (RFC 9112 section 3). Not thread-safe. */
final class HttpRequest {
  private final StringBuilder head = new StringBuilder();

  HttpRequest(String method, String target, String host) {
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    with("Host", host);
  }

  /** Adds a field, unless the value is empty. */
  HttpRequest with(String name, String value) {
    if (!value.isEmpty()) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
    return this;
  }

  byte[] toBytes() {
    return (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
