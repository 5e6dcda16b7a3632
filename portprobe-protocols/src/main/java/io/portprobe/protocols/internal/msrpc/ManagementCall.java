package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;

/** The calls to the management interface that ask and change nothing (C706 appendix Q). */
enum ManagementCall {
  INTERFACES("inq_if_ids", 0, 0),
  LISTENING("is_server_listening", 2, 0),
  NEGOTIATE_NAME("inq_princ_name of negotiate", 4, 9),
  NTLM_NAME("inq_princ_name of NTLM", 4, 10),
  KERBEROS_NAME("inq_princ_name of Kerberos", 4, 16),
  STATISTICS("inq_stats", 1, 0);

  /** Octets of a principal name with its NUL; real ones are user principal names. */
  static final int MAX_NAME = 1024;

  static final int COUNTERS = 4;

  private final String label;
  private final int operation;
  private final int service;

  ManagementCall(String label, int operation, int service) {
    this.label = label;
    this.operation = operation;
    this.service = service;
  }

  String label() {
    return label;
  }

  /** The authentication service it asks about. */
  int authenticationService() {
    return service;
  }

  RpcCall call() {
    NdrWriter stub = new NdrWriter();
    switch (this) {
      case NEGOTIATE_NAME, NTLM_NAME, KERBEROS_NAME -> stub.u32(service).u32(MAX_NAME);
      // Samba wants another number behind the count, to which C706 ends; others do not read it.
      case STATISTICS -> stub.u32(COUNTERS).u32(0);
      default -> {}
    }
    return new RpcCall(operation, true, stub.toByteArray());
  }
}
