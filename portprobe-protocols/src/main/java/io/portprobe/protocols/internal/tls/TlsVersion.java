package io.portprobe.protocols.internal.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A version of TLS by its number on the wire, from the newest on. */
enum TlsVersion {
  TLS_1_3("TLSv1.3", 0x0304),
  TLS_1_2("TLSv1.2", 0x0303),
  TLS_1_1("TLSv1.1", 0x0302),
  TLS_1_0("TLSv1", 0x0301),
  SSL_3_0("SSLv3", 0x0300);

  /** All versions, from the newest on. */
  static final List<TlsVersion> ALL = List.of(values());

  private final String label;
  private final int number;

  TlsVersion(String label, int number) {
    this.label = label;
    this.number = number;
  }

  /** Returns the name as the JDK has it. */
  String label() {
    return label;
  }

  int number() {
    return number;
  }

  static Optional<TlsVersion> of(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }
}
