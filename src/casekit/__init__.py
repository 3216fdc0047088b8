"""casekit"""
