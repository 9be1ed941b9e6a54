import { acceptOffer, declineOffer, hasCode } from '@frontdesk/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

type Answer = 'accept' | 'decline';

/**
 * Takes the time or says no to it. Whichever way it ends, also when the answer came too late, the offer's own screen says so:
 * the card that was pressed is gone as soon as the news is there.
 */
export function useAnswer(offerId: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (answer: Answer) => {
      await (answer === 'accept' ? acceptOffer(offerId) : declineOffer(offerId)).catch((error) => {
        if (!hasCode(error, 'offer_over')) throw error;
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['scheduling'] });
      await navigate({ to: '/offers/$offerId', params: { offerId } });
    },
  });
}
