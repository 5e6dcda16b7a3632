package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;

/** The read-only calls of the management interface (C706 appendix Q). */
enum ManagementCall {
  INTERFACES("inq_if_ids", 0, 0),
  LISTENING("is_server_listening", 2, 0),
  NEGOTIATE_NAME("inq_princ_name of negotiate", 4, 9),
  NTLM_NAME("inq_princ_name of NTLM", 4, 10),
  KERBEROS_NAME("inq_princ_name of Kerberos", 4, 16),
  STATISTICS("inq_stats", 1, 0);

  /** Octets of a principal name including its NUL; real names are user principal names. */
  static final int MAX_NAME = 1024;

  static final int COUNTERS = 4;

  private final String label;
  private final int operation;
  private final int authenticationService;

  ManagementCall(String label, int operation, int authenticationService) {
    this.label = label;
    this.operation = operation;
    this.authenticationService = authenticationService;
  }

  /** Returns the name of the call for messages. */
  String label() {
    return label;
  }

  /** Returns the authentication service whose principal name the call returns; else 0. */
  int authenticationService() {
    return authenticationService;
  }

  RpcCall call() {
    NdrWriter stub = new NdrWriter();
    switch (this) {
      case NEGOTIATE_NAME, NTLM_NAME, KERBEROS_NAME ->
          stub.u32(authenticationService).u32(MAX_NAME);
      // Samba expects a second number after the count, which C706 does not have. Other servers
      // ignore it.
      case STATISTICS -> stub.u32(COUNTERS).u32(0);
      default -> {}
    }
    return new RpcCall(operation, true, stub.toByteArray());
  }
}
