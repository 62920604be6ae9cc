"""Audits of where pages stand: who reaches them, what they hold, what they hand on."""
