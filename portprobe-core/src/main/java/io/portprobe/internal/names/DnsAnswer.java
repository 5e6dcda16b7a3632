package io.portprobe.internal.names;

import io.portprobe.NameResolutionException.Problem;
import java.net.InetAddress;
import java.util.List;

/** The answer to one DNS question. */
sealed interface DnsAnswer {
  /** The addresses of the name, at least one. */
  record Addresses(List<InetAddress> addresses) implements DnsAnswer {}

  /** The name exists, and has no record of the type. */
  record NoData() implements DnsAnswer {}

  /** The name does not exist. */
  record NoSuchName() implements DnsAnswer {}

  /** An error code of one server, such as SERVFAIL. */
  record ServerError(String code) implements DnsAnswer {}

  /** No server gave one of the answers above. */
  record Failed(Problem problem, String why) implements DnsAnswer {}
}
