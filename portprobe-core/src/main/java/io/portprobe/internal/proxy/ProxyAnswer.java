package io.portprobe.internal.proxy;

import io.portprobe.ProxyReport.Outcome;
import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The reply of a proxy.
 *
 * @param outcome what it means for the path
 * @param code the status code of HTTP, or the reply code of SOCKS 5; -1 if authentication ended
 *     before the request
 * @param detail the reply in words, safe to print
 */
public record ProxyAnswer(Outcome outcome, int code, String detail) implements Finding {
  @Override
  public List<String> lines() {
    return List.of("proxy: " + detail);
  }
}
