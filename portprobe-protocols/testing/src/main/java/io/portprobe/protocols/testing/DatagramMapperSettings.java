package io.portprobe.protocols.testing;

/**
 * How an endpoint mapper behaves in datagrams.
 *
 * @param map what it serves, and how
 * @param workingCount how often it says that it works on a call before it answers
 * @param callsBack whether it asks who the client is before it executes anything
 * @param forgetsCall whether it forgets the first call once it has said that it works on it
 * @param rejectStatus status with which it rejects every call, 0 for none
 * @param lossInterval one of how many datagrams of its own is lost, 0 for none
 */
record DatagramMapperSettings(
    MapperSettings map,
    int workingCount,
    boolean callsBack,
    boolean forgetsCall,
    int rejectStatus,
    int lossInterval) {}
