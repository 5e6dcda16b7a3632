package io.portprobe.protocols.internal.sunrpc;

import java.util.Map;

/** The names of well-known programs, as in {@code /etc/rpc}. */
final class ProgramNames {
  static final long RPCBIND = 100_000;
  static final long NFS = 100_003;
  static final long MOUNTD = 100_005;

  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(RPCBIND, "rpcbind"),
          Map.entry(100_001L, "rstatd"),
          Map.entry(100_002L, "rusersd"),
          Map.entry(NFS, "nfs"),
          Map.entry(100_004L, "ypserv"),
          Map.entry(MOUNTD, "mountd"),
          Map.entry(100_007L, "ypbind"),
          Map.entry(100_008L, "walld"),
          Map.entry(100_009L, "yppasswdd"),
          Map.entry(100_011L, "rquotad"),
          Map.entry(100_012L, "sprayd"),
          Map.entry(100_020L, "llockmgr"),
          Map.entry(100_021L, "nlockmgr"),
          Map.entry(100_024L, "status"),
          Map.entry(100_026L, "bootparam"),
          Map.entry(100_028L, "ypupdated"),
          Map.entry(100_068L, "cmsd"),
          Map.entry(100_069L, "ypxfrd"),
          Map.entry(100_083L, "ttdbserverd"),
          Map.entry(100_133L, "nsm_addrand"),
          Map.entry(100_227L, "nfs_acl"),
          Map.entry(100_229L, "metad"),
          Map.entry(100_232L, "sadmind"),
          Map.entry(150_001L, "pcnfsd"),
          Map.entry(300_019L, "amd"),
          Map.entry(391_002L, "fam"),
          Map.entry(545_580_417L, "bwnfsd"));

  private ProgramNames() {}

  /** Returns the name of a program; empty if it is not known. */
  static String of(long program) {
    return NAMES.getOrDefault(program, "");
  }
}
