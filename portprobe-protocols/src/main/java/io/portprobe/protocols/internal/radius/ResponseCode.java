package io.portprobe.protocols.internal.radius;

import java.util.Arrays;
import java.util.Optional;

/** The code of a response (RFC 2865 section 4, RFC 2866 section 4, RFC 5997 section 2.1). */
enum ResponseCode {
  ACCESS_ACCEPT(2, "Access-Accept"),
  ACCESS_REJECT(3, "Access-Reject"),
  ACCOUNTING_RESPONSE(5, "Accounting-Response");

  private final int code;
  private final String label;

  ResponseCode(int code, String label) {
    this.code = code;
    this.label = label;
  }

  static Optional<ResponseCode> of(int code) {
    return Arrays.stream(values()).filter(value -> value.code == code).findFirst();
  }

  String label() {
    return label;
  }
}
