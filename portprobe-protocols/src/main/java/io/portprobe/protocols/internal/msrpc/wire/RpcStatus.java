package io.portprobe.protocols.internal.msrpc.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The status values of fault PDUs (C706 appendix E) and of the endpoint mapper (C706 appendix O),
 * and the Windows errors that Windows servers send in both (MS-ERREF 2.2).
 */
public final class RpcStatus {
  public static final long OK = 0;

  /**
   * The end of the list. A server sends it with the last entries or without entries; neither is a
   * failure (MS-RPCE 2.2.1.2.4).
   */
  public static final long NO_MORE_ENTRIES = 0x16c9_a0d6L;

  private static final String TABLE =
      """
      00000005 access denied
      0000000e out of memory
      00000057 invalid parameter
      000006ba rpc_s_server_unavailable
      000006bb rpc_s_server_too_busy
      000006bd rpc_s_no_call_active
      000006be rpc_s_call_failed
      000006bf rpc_s_call_failed_dne
      000006c0 rpc_s_protocol_error
      000006c4 rpc_s_unsupported_type
      000006b5 rpc_s_unknown_if
      000006d1 rpc_s_procnum_out_of_range
      000006d7 ept_s_invalid_entry
      000006d8 ept_s_cant_perform_op
      000006d9 ept_s_not_registered
      000006e4 rpc_s_cannot_support
      000006e6 rpc_s_internal_error
      000006f7 rpc_x_bad_stub_data
      00000721 rpc_s_sec_pkg_error
      16c9a0cd ept_s_cant_perform_op
      16c9a0ce ept_s_no_memory
      16c9a0cf ept_s_database_invalid
      16c9a0d0 ept_s_cant_create
      16c9a0d1 ept_s_cant_access
      16c9a0d2 ept_s_database_already_open
      16c9a0d3 ept_s_invalid_entry
      16c9a0d4 ept_s_update_failed
      16c9a0d5 ept_s_invalid_context
      16c9a0d6 ept_s_not_registered
      16c9a0d7 ept_s_server_unavailable
      1c000001 nca_s_fault_int_div_by_zero
      1c000002 nca_s_fault_addr_error
      1c000003 nca_s_fault_fp_div_zero
      1c000004 nca_s_fault_fp_underflow
      1c000005 nca_s_fault_fp_overflow
      1c000006 nca_s_fault_invalid_tag
      1c000007 nca_s_fault_invalid_bound
      1c000008 nca_rpc_version_mismatch
      1c000009 nca_unspec_reject
      1c00000a nca_s_bad_actid
      1c00000b nca_who_are_you_failed
      1c00000c nca_manager_not_entered
      1c00000d nca_s_fault_cancel
      1c00000e nca_s_fault_ill_inst
      1c00000f nca_s_fault_fp_error
      1c000010 nca_s_fault_int_overflow
      1c000012 nca_s_fault_unspec
      1c000013 nca_s_fault_remote_comm_failure
      1c000014 nca_s_fault_pipe_empty
      1c000015 nca_s_fault_pipe_closed
      1c000016 nca_s_fault_pipe_order
      1c000017 nca_s_fault_pipe_discipline
      1c000018 nca_s_fault_pipe_comm_error
      1c000019 nca_s_fault_pipe_memory
      1c00001a nca_s_fault_context_mismatch
      1c00001b nca_s_fault_remote_no_memory
      1c00001c nca_invalid_pres_context_id
      1c00001d nca_unsupported_authn_level
      1c00001f nca_invalid_checksum
      1c000020 nca_invalid_crc
      1c000021 nca_s_fault_user_defined
      1c000022 nca_s_fault_tx_open_failed
      1c000023 nca_s_fault_codeset_conv_error
      1c000024 nca_s_fault_object_not_found
      1c000025 nca_s_fault_no_client_stub
      1c010001 nca_s_comm_failure
      1c010002 nca_op_rng_error
      1c010003 nca_unk_if
      1c010006 nca_wrong_boot_time
      1c010009 nca_s_you_crashed
      1c01000b nca_proto_error
      1c010013 nca_out_args_too_big
      1c010014 nca_server_too_busy
      1c010017 nca_unsupported_type
      """;

  private static final Map<Long, String> NAMES = read();

  private RpcStatus() {}

  /**
   * Returns number and name of a status.
   *
   * @param status 32 bits
   * @return for example {@code "0x1c010003 (nca_unk_if)"}; the number only if it has no name
   */
  public static String describe(long status) {
    String number = String.format(Locale.ROOT, "0x%08x", status);
    String name = NAMES.get(status);
    return name == null ? number : number + " (" + name + ")";
  }

  private static Map<Long, String> read() {
    Map<Long, String> names = new HashMap<>();
    TABLE.lines().forEach(row -> names.put(Long.parseLong(row, 0, 8, 16), row.substring(9)));
    return Map.copyOf(names);
  }
}
