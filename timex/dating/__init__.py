"""How an article without a date is dated: its date line, its mentions and the dated facts that it speaks of."""
